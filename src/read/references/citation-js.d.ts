/** Declares the part of citation-js in use, because its package has no types. */
declare module '@citation-js/core' {
  export const plugins: {
    readonly input: {
      chain(
        entries: readonly object[],
        options: { readonly forceType: string; readonly generateGraph: false },
      ): readonly Readonly<Record<string, unknown>>[];
    };
    readonly config: {
      get(plugin: '@bibtex'): { readonly parse: { sentenceCase: 'english' | 'never' } };
    };
  };
}

declare module '@citation-js/plugin-bibtex' {}
