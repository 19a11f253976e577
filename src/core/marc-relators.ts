/** Maps the roles that an author can write to codes of the MARC relators, and back. */

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

const ROLE_BY_CODE: ReadonlyMap<string, Role> = new Map(ROLES.map((role) => [RELATORS[role], role]));

/**
 * Returns the role that a text means: one of the roles above, with capitals or spaces, or its code.
 * @returns `undefined` for any other text
 */
export function findRole(text: string | undefined): Role | undefined {
  const word = (text ?? '').trim().toLowerCase().replace(/\s+/g, '-');
  return Object.hasOwn(RELATORS, word) ? (word as Role) : ROLE_BY_CODE.get(word);
}

/** Returns the code of a role. @param text any text @returns `undefined` if it is none of the roles above */
export function findRelator(text: string | undefined): string | undefined {
  const role = findRole(text);
  return role && RELATORS[role];
}
