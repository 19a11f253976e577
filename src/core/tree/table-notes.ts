/** Names the class of the notes below a table, which printing keeps beside it. */
export const TABLE_NOTES = 'table-notes';
