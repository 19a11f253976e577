/** Maps the roles that an author can write to codes of the MARC relators. */

/** https://id.loc.gov/vocabulary/relators; `foreword` is MARC's “author of introduction”. */
const RELATORS = {
  adapter: 'adp',
  afterword: 'aft',
  annotator: 'ann',
  author: 'aut',
  cartographer: 'ctg',
  compiler: 'com',
  consultant: 'csl',
  contributor: 'ctb',
  'cover-designer': 'cov',
  designer: 'bkd',
  editor: 'edt',
  foreword: 'aui',
  funder: 'fnd',
  illustrator: 'ill',
  'markup-editor': 'mrk',
  narrator: 'nrt',
  photographer: 'pht',
  proofreader: 'pfr',
  reviewer: 'rev',
  transcriber: 'trc',
  translator: 'trl',
  typographer: 'tyg',
} as const;

export type Role = keyof typeof RELATORS;

export const ROLES = Object.keys(RELATORS) as readonly Role[] as readonly [Role, ...Role[]];

/** Returns the code of a role. @param role any text @returns `undefined` if it is none of the roles above */
export function findRelator(role: string | undefined): string | undefined {
  const word = (role ?? '').trim().toLowerCase().replace(/\s+/g, '-');
  return Object.hasOwn(RELATORS, word) ? RELATORS[word as Role] : undefined;
}
