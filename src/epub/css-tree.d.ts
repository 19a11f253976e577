/** The parts of css-tree that are used: its types know the whole of it alone, with the data of all properties. */
declare module 'css-tree/parser' {
  const parse: typeof import('css-tree').parse;
  // biome-ignore lint/style/noDefaultExport: that is how it exports it
  export default parse;
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
