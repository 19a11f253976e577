/** Names the classes of the notes below a table, which printing keeps beside it. */

/** All notes of a table. */
export const TABLE_NOTES = 'table-notes';

/** One note that is linked with its calls. */
export const TABLE_NOTE = 'table-note';
