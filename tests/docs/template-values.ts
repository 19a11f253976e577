/** Reads the values of templates from the interfaces that declare them, and from the templates that use them. */
import { listProjectFiles, readProjectFile } from './project-files.ts';

/** A value that a template gets. */
export interface TemplateValue {
  /** `sections[].html` */
  readonly path: string;
  readonly meaning: string;
}

/** Templates that get the same values. */
export interface TemplateGroup {
  /** First sentence of the page's section: `Values of ...`. */
  readonly title: string;
  /** Paths below `templates/`. */
  readonly templates: readonly string[];
  /** All values. */
  readonly values: readonly TemplateValue[];
  /** Those that not every template of the file gets. */
  readonly ownValues: readonly TemplateValue[];
}

interface Declaration {
  readonly comment: string;
  readonly parents: readonly string[];
  readonly members: readonly Member[];
}

interface Member {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}

type Declarations = ReadonlyMap<string, Declaration>;

export const PRINT_DATA = 'src/print/document/template-data.ts';
export const EBOOK_DATA = 'src/epub/template-data.ts';
export const WEB_DATA = 'src/web/template-data.ts';
const METADATA = 'src/core/model/metadata.ts';

/** Returns the groups that a file declares, in its order. */
export function templateGroups(file: string): readonly TemplateGroup[] {
  const declarations = new Map([...readDeclarations(METADATA), ...readDeclarations(file)]);
  return [...declarations].flatMap(([name, { comment }]) => {
    const templates = [...comment.matchAll(/`([\w/-]+\.(?:html|xhtml|opf|ncx|svg))`/g)].map(
      ([, template = '']) => template,
    );
    if (!comment.startsWith('Values of') || (templates.length === 0 && !comment.includes('every'))) return [];
    const values = listValues(name, declarations);
    const common = templates.length === 0 ? [] : listValues('CommonData', declarations);
    const ownValues = values.filter(({ path }) => !common.some((value) => value.path === path));
    return [{ title: comment, templates, values, ownValues }];
  });
}

/** The interfaces of a file with the types of their values, and the interface of each template. */
export interface TemplateTypes {
  readonly types: readonly (readonly [
    name: string,
    values: readonly (readonly [name: string, type: string])[],
  ])[];
  readonly templates: readonly (readonly [template: string, type: string])[];
}

/**
 * Returns the types of all values that a file declares. A type is `text`, `terms`, the name of an interface or `any`, with `[]` if
 * it is a list. Of several templates that a comment names, the others are rendered by the first.
 */
export function templateTypes(file: string): TemplateTypes {
  const declarations = new Map([...readDeclarations(METADATA), ...readDeclarations(file)]);
  const templates = templateGroups(file).flatMap(({ title, templates: [template] }) => {
    const name = [...declarations].find(([, { comment }]) => comment === title)?.[0];
    return template === undefined || name === undefined ? [] : [[template, name] as const];
  });
  const used = new Set<string>();
  const add = (name: string): void => {
    if (used.has(name)) return;
    used.add(name);
    for (const [, type] of typesOf(name, declarations)) {
      const inner = type.replace('[]', '');
      if (declarations.has(inner)) add(inner);
    }
  };
  for (const [, type] of templates) add(type);
  return { templates, types: [...used].map((name) => [name, typesOf(name, declarations)] as const) };
}

function typesOf(name: string, declarations: Declarations): TemplateTypes['types'][number][1] {
  const { parents = [], members = [] } = declarations.get(name) ?? {};
  return [
    ...parents.flatMap((parent) => typesOf(parent, declarations)),
    ...members.map((member) => [member.name, simplifyType(member.type, declarations)] as const),
  ];
}

function simplifyType(written: string, declarations: Declarations): string {
  const type = written.replace(/^readonly | \| undefined$/g, '');
  if (type.endsWith('[]')) return `${simplifyType(type.slice(0, -2), declarations)}[]`;
  if (type === 'Terms') return 'terms';
  if (declarations.has(type)) return type;
  return /^(?:string|number|boolean|'.*')$/.test(type) ? 'text' : 'any';
}

/** Returns the values of an interface and of the interfaces in it, apart from itself. */
function listValues(interfaceName: string, declarations: Declarations, above = ''): readonly TemplateValue[] {
  const declaration = declarations.get(interfaceName);
  if (declaration === undefined) return [];
  const inherited = declaration.parents.flatMap((parent) => listValues(parent, declarations, above));
  const own = declaration.members.flatMap(({ name, type, comment }) => {
    const isList = /^readonly .*\[\]$/.test(type);
    const path = `${above}${name}`;
    const inner = type.replace(/^readonly |\[\]$| \| undefined$/g, '').replace(/\[\]$/, '');
    const meaning = comment === '' ? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : comment;
    return [
      { path, meaning: meaning.replace(/\.$/, '') },
      // A list of the same kind, such as the lines below a line, is not described again.
      ...(inner === interfaceName ? [] : listValues(inner, declarations, `${path}${isList ? '[]' : ''}.`)),
    ];
  });
  return [...inherited, ...own];
}

/** Reads the interfaces of a file: their comments, parents and members. */
function readDeclarations(file: string): Declarations {
  const text = readProjectFile(file);
  const found = text.matchAll(
    /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\nexport interface (\w+)(?: extends ([\w, ]+))? \{(?:\n([\s\S]*?)\n)?\}/g,
  );
  return new Map(
    [...found].map(([, comment = '', name = '', parents = '', body = '']) => [
      name,
      {
        comment: plainComment(comment),
        parents: parents.split(',').flatMap((parent) => (parent.trim() === '' ? [] : [parent.trim()])),
        members: readMembers(body),
      },
    ]),
  );
}

const readMembers = (body: string): readonly Member[] =>
  [...body.matchAll(/(?: {2}(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\n)? {2}readonly (\w+)\??: (.+);/g)].map(
    ([, comment = '', name = '', type = '']) => ({ name, type, comment: plainComment(comment) }),
  );

const plainComment = (comment: string): string =>
  comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/^ *\* ?/gm, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Returns the templates of Handpress, by their paths below `templates/`. */
export const templateFiles = (): readonly string[] =>
  listProjectFiles('templates')
    .map((file) => file.slice('templates/'.length))
    .filter((file) => !file.startsWith('terms/'));

/**
 * Returns the values that a template uses. A value of a loop's variable has several possible paths if several loops have
 * this variable.
 */
export function usedValues(template: string): readonly (readonly string[])[] {
  const text = readProjectFile(`templates/${template}`);
  const loops = [...text.matchAll(/\{%-? for (\w+) in ([\w.]+)/g)].map(
    ([, name = '', list = '']) => [name, list] as const,
  );
  const tags = [...text.matchAll(/\{(?:\{|%-? (?:if|unless|for \w+ in))-? ?(.*?)-?[}%]\}/g)];
  const paths = tags.flatMap(([, tag = '']) =>
    tag.replace(/'[^']*'|"[^"]*"|\|.*/g, '').split(/ (?:and|or|>|==|!=) |\s+/),
  );
  return paths.filter((path) => /^[a-z]\w*(?:\.\w+)*$/.test(path)).map((path) => resolveLoop(path, loops));
}

function resolveLoop(
  path: string,
  loops: readonly (readonly [name: string, list: string])[],
): readonly string[] {
  const [first = '', ...others] = path.split('.');
  const lists = loops.filter(([name]) => name === first);
  if (lists.length === 0) return [path];
  return lists.flatMap(([, list]) =>
    resolveLoop(list, loops).map((above) => [`${above}[]`, ...others].join('.')),
  );
}
