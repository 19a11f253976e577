/** Names the class of a side note: a note beside the paragraph before it, or below it where the page is narrow. */
export const SIDE_NOTE_CLASS = 'side-note';
