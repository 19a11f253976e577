/** Declares the part of citation-js in use, because its package has no types. */
declare module '@citation-js/core' {
  export class Cite {
    constructor(items: unknown);
    format(
      name: 'bibliography',
      options: { format: 'html'; template: string; lang: string; asEntryArray: true },
    ): [id: string, html: string][];
  }
}

declare module '@citation-js/plugin-csl' {}
