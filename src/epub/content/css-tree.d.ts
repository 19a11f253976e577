/** The parts of css-tree that are used: its types know the whole of it alone, with the data of all properties. */
declare module 'css-tree/parser' {
  const parse: typeof import('css-tree').parse;
  // biome-ignore lint/style/noDefaultExport: that is how it exports it
  export default parse;
}

declare module 'css-tree/tokenizer' {
  /** The numbers of the kinds of tokens. */
  export const tokenTypes: Readonly<
    Record<
      'Function' | `${'Left' | 'Right'}${'Square' | 'Curly'}Bracket` | `${'Left' | 'Right'}Parenthesis`,
      number
    >
  >;
  /** @param onToken gets its kind, and where it begins and ends */
  export function tokenize(source: string, onToken: (kind: number, start: number, end: number) => void): void;
}

declare module 'css-tree/generator' {
  const generate: typeof import('css-tree').generate;
  // biome-ignore lint/style/noDefaultExport: that is how it exports it
  export default generate;
}

declare module 'css-tree/walker' {
  const walk: typeof import('css-tree').walk;
  // biome-ignore lint/style/noDefaultExport: that is how it exports it
  export default walk;
}
