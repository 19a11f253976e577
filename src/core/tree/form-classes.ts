/** Names the classes of what readers fill in by hand. `src/read/` makes the elements, `src/render/` names them for screen readers. */

/** A line to write on, within a line of text. */
export const FIELD_CLASS = 'field';
/** A block of lines to write on. */
export const WRITING_LINES_CLASS = 'writing-lines';
/** A box to tick within a line of text. */
export const TICK_BOX_CLASS = 'tick-box';
