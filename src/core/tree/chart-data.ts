/** Names the classes of the table of a chart's data, which printing keeps beside its figure. */

export const CHART_DATA = 'chart-data';

/** Content of e-books alone, which printing removes. */
export const EBOOK_ONLY = 'ebook-only';
