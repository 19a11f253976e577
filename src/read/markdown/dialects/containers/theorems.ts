/**
 * Builds theorems, definitions, exercises, proofs and the like: `::: {#thm-line name="Line"}` of Quarto, `::: {.theorem #line}` of
 * bookdown. https://quarto.org/docs/authoring/cross-references.html#theorems-and-proofs. A solution names its exercise:
 * `::: {.solution for="exr-rod"}`, `::: {#sol-rod}`.
 */
import type { Blockquote, PhrasingContent } from 'mdast';
import type { Position } from 'unist';
import { BRACES_AT_END } from '../attribute-list.ts';
import type { Block, Container } from './replace-containers.ts';

/** Kinds by the beginnings of their labels. */
const BY_PREFIX: ReadonlyMap<string, string> = new Map([
  ['thm', 'theorem'],
  ['lem', 'lemma'],
  ['cor', 'corollary'],
  ['prp', 'proposition'],
  ['cnj', 'conjecture'],
  ['def', 'definition'],
  ['exm', 'example'],
  ['exr', 'exercise'],
  ['alg', 'algorithm'],
  ['rem', 'remark'],
  ['sol', 'solution'],
]);

/** Names that mean nothing else. */
const CERTAIN: ReadonlySet<string> = new Set(
  'theorem lemma corollary proposition conjecture proof'.split(' '),
);
/** Names that other programs also give to plain divisions: an id or a title decides. */
const PROBABLE: ReadonlySet<string> = new Set([...BY_PREFIX.values()]);

/** Builds a theorem or the like. @returns `undefined` for another division */
export function buildTheorem(container: Container): readonly Block[] | undefined {
  const kind = findKind(container);
  if (kind === undefined) return undefined;
  const { position } = container.node;
  const { id, values } = container.opening.attributes;
  const exercise =
    kind === 'solution' ? (values.get('for')?.replace(/^[#@]/, '') ?? nameExercise(id)) : undefined;
  return [buildStatement({ kind, id, exercise, ...takeTitle(container), position })];
}

/** Returns the label of the exercise of `sol-rod`, with a mark of doubt: Quarto has solutions of nothing, too. */
const nameExercise = (id: string | undefined): string | undefined =>
  id?.startsWith('sol-') === true ? `?exr-${id.slice('sol-'.length)}` : undefined;

/** A theorem or the like. */
export interface Statement extends Titled {
  readonly kind: string;
  readonly id: string | undefined;
  /** The label of the exercise that a solution solves; `?` before it: which need not exist. */
  readonly exercise: string | undefined;
  readonly position: Position | undefined;
}

/** Builds the block of a theorem or the like. */
export function buildStatement({ kind, id, exercise, title, rest, position }: Statement): Blockquote {
  const words = rest[0]?.type === 'paragraph' ? rest[0].children : [];
  const className = ['theorem', `theorem-${kind}`];
  const solves = exercise !== undefined && { dataSolves: exercise };
  return {
    type: 'blockquote',
    data: { hName: 'section', hProperties: { ...(id !== undefined && { id }), className, ...solves } },
    children: [
      { type: 'paragraph', children: [...buildTitle(title, words.length > 0), ...words] },
      ...(words.length > 0 ? rest.slice(1) : rest),
    ],
    ...(position && { position }),
  };
}

function findKind({ opening, title }: Container): string | undefined {
  const { name, attributes } = opening;
  const [, prefix = ''] = /^([a-z]{3})[-:]/.exec(attributes.id ?? '') ?? [];
  const names = [name, ...attributes.classes];
  const isNamed =
    attributes.id !== undefined ||
    attributes.values.has('name') ||
    attributes.values.has('for') ||
    title?.length !== undefined;
  return (
    BY_PREFIX.get(prefix) ??
    names.find((each) => CERTAIN.has(each)) ??
    (isNamed ? names.find((each) => PROBABLE.has(each)) : undefined)
  );
}

interface Titled {
  readonly title: readonly PhrasingContent[];
  readonly rest: readonly Block[];
}

/** Takes the title: that of the line, the attribute `name`, or a heading at the start. */
function takeTitle({ opening, title, children }: Container): Titled {
  const name = opening.attributes.values.get('name');
  if (title !== undefined && title.length > 0) return { title, rest: children };
  if (name !== undefined) return { title: [{ type: 'text', value: name }], rest: children };
  const [first, ...rest] = children;
  if (first?.type !== 'heading') return { title: [], rest: children };
  const last = first.children.at(-1);
  if (last?.type === 'text') last.value = last.value.replace(BRACES_AT_END, '');
  return { title: first.children, rest };
}

/** Builds the title in brackets; the label is put before it when a chapter is rendered. */
function buildTitle(title: readonly PhrasingContent[], hasWords: boolean): PhrasingContent[] {
  if (title.length === 0) return [];
  const data = { hName: 'span', hProperties: { className: ['theorem-title'] } };
  const bracketed = [{ type: 'text', value: '(' } as const, ...title, { type: 'text', value: ')' } as const];
  const space = hasWords ? [{ type: 'text', value: ' ' } as const] : [];
  return [{ type: 'emphasis', data, children: bracketed }, ...space];
}
