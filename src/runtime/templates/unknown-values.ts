/**
 * Finds the values that a template uses and never gets, which would be empty without notice. It follows the variables of loops and
 * the values that one template gives to another.
 */
import { suggestName } from '../../lib/text/nearest.ts';
import { MAX_DEPTH } from './budget.ts';
import type { TemplateFamily } from './value-types.ts';

/** A text, an output or a tag of a parsed template. The optional members are those of LiquidJS's tags. */
export interface TemplateNode {
  readonly token: { readonly name?: string; readonly file?: string };
  arguments?(): Iterable<unknown>;
  blockScope?(): Iterable<string>;
  localScope?(): Iterable<{ readonly content: string }>;
  partialScope?(): PartialScope | undefined;
  /** The variable and the list of a loop. */
  readonly variable?: unknown;
  readonly collection?: unknown;
  /** The named values of `render`, of `include`, and of `layout`. */
  readonly hash?: { readonly hash: Readonly<Record<string, unknown>> };
  readonly args?: { readonly hash?: Readonly<Record<string, unknown>> };
  readonly forBinding?: unknown;
}

interface PartialScope {
  readonly name: string;
  readonly isolated: boolean;
  readonly scope: Iterable<string | [name: string, argument: unknown]>;
}

/** A variable as it is written. */
export interface WrittenVariable {
  /** Names and numbers; anything else is computed while the template is filled. */
  readonly segments: readonly unknown[];
  readonly line: number;
  readonly column: number;
}

/** Reads parsed templates. */
export interface TemplateReader {
  parse(name: string): readonly TemplateNode[];
  /** Returns the nodes in a node, and those of a template that it names, if it can be read. */
  readChildren(node: TemplateNode): readonly TemplateNode[];
  readVariables(argument: unknown): readonly WrittenVariable[];
}

/** A use of a value that the template never gets. */
export interface UnknownValue {
  /** As written, up to the name that is unknown: `line.name`. */
  readonly path: string;
  /** The known path that was probably meant. */
  readonly near?: string;
  /** Path of the template below `templates/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What a template gets. */
export interface KnownValues {
  readonly family: TemplateFamily;
  /** The template of Handpress that gets the same values. */
  readonly like: string;
  /** Names of the terms. */
  readonly terms: readonly string[];
}

/** Finds the uses of unknown values in a template and in those that it renders and includes. */
export function findUnknownValues(
  name: string,
  known: KnownValues,
  reader: TemplateReader,
): readonly UnknownValue[] {
  const walk = new TemplateWalk(name, known, reader);
  walk.visitTemplate(name);
  return walk.listUnknown();
}

/** Types of the names in scope. */
type Scope = ReadonlyMap<string, string>;

/** Where a node is. */
interface Place {
  readonly scope: Scope;
  readonly file: string;
  /** The template that began the scope. */
  readonly home: string;
  readonly depth: number;
}

interface Use extends UnknownValue {
  readonly root: string;
  /** Whether the root itself is unknown, and not a value in it. */
  readonly isRoot: boolean;
  readonly home: string;
}

/** Limit for the visited nodes, because templates can render each other in many ways. */
const MAX_NODES = 100_000;

class TemplateWalk {
  readonly #template: string;
  readonly #known: KnownValues;
  readonly #reader: TemplateReader;
  readonly #uses: Use[] = [];
  /** Names that a template assigns anywhere. Included templates share them. */
  readonly #assigned = new Set<string>();
  /** Names that a template gets from any of those that render or include it, by the template. */
  readonly #given = new Map<string, Set<string>>();
  readonly #visited = new Set<string>();
  #nodesLeft = MAX_NODES;

  constructor(template: string, known: KnownValues, reader: TemplateReader) {
    this.#template = template;
    this.#known = known;
    this.#reader = reader;
  }

  visitTemplate(name: string): void {
    const { family, like } = this.#known;
    const scope = new Map(Object.entries(family.types[family.templates[like] ?? ''] ?? {}));
    this.#visitAll(this.#reader.parse(name), { scope, file: name, home: name, depth: 0 });
  }

  /** Returns the uses that no assignment and no other caller explains, each once. */
  listUnknown(): readonly UnknownValue[] {
    const isExplained = ({ root, isRoot, home, file }: Use): boolean =>
      this.#assigned.has(root) ||
      (isRoot && [home, file].some((name) => this.#given.get(name)?.has(root) === true)) ||
      // A template that several documents include may use what only one of them has.
      (isRoot && home === this.#template && file !== home && this.#isFamilyName(root));
    const found = this.#uses
      .filter((use) => !isExplained(use))
      .map(({ path, near, file, line, column }) => ({ path, ...(near && { near }), file, line, column }));
    const byPlace = Map.groupBy(found, ({ file, line, column }) => `${file}:${line}:${column}`);
    return [...byPlace.values()].flatMap(
      (uses) => uses.find(({ near }) => near !== undefined) ?? uses[0] ?? [],
    );
  }

  #isFamilyName(name: string): boolean {
    const { types, templates } = this.#known.family;
    return Object.values(templates).some((type) => types[type]?.[name] !== undefined);
  }

  #visitAll(nodes: readonly TemplateNode[], place: Place): void {
    if (place.depth > MAX_DEPTH) return;
    for (const node of nodes) {
      this.#nodesLeft -= 1;
      if (this.#nodesLeft < 0) return;
      this.#visit(node, place);
    }
  }

  #visit(node: TemplateNode, place: Place): void {
    for (const argument of node.arguments?.() ?? []) {
      for (const variable of this.#reader.readVariables(argument)) this.#check(variable, place);
    }
    for (const { content } of node.localScope?.() ?? []) this.#assigned.add(content);
    const partial = node.partialScope?.();
    if (partial !== undefined) this.#visitPartial(node, partial, place);
    else {
      const scope = new Map([...place.scope, ...this.#blockTypes(node, place.scope)]);
      this.#visitAll(this.#reader.readChildren(node), { ...place, scope, depth: place.depth + 1 });
    }
  }

  /** Returns the types of the names that exist only in a block. */
  #blockTypes(node: TemplateNode, scope: Scope): readonly (readonly [name: string, type: string])[] {
    return [...(node.blockScope?.() ?? [])].map((name) => [
      name,
      name === node.variable ? entryOf(this.#typeOf(node.collection, scope)) : 'any',
    ]);
  }

  #visitPartial(node: TemplateNode, { name, isolated, scope }: PartialScope, place: Place): void {
    const values = node.hash?.hash ?? node.args?.hash ?? {};
    const passed = [...scope].map((one): readonly [string, string] => {
      const [key, argument] = typeof one === 'string' ? [one, values[one]] : one;
      const type = this.#typeOf(argument, place.scope);
      return [key, typeof one !== 'string' && node.forBinding !== undefined ? entryOf(type) : type];
    });
    const home = isolated ? name : place.home;
    const names = passed.map(([key]) => key);
    for (const template of new Set([name, home])) {
      const given = this.#given.get(template) ?? [];
      this.#given.set(
        template,
        new Set([...given, ...names, ...(node.forBinding === undefined ? [] : ['forloop'])]),
      );
    }
    const inner = new Map([...(isolated ? [] : place.scope), ...passed]);
    const signature = JSON.stringify([name, home, [...inner].sort()]);
    if (this.#visited.has(signature)) return;
    this.#visited.add(signature);
    const depth = place.depth + 1;
    for (const child of this.#reader.readChildren(node)) {
      // The content of a layout is in the file that names the layout.
      const file = child.token.file ?? name;
      this.#visitAll([child], { scope: inner, file, home, depth });
    }
  }

  /** Returns the type of an argument: `any` unless it is one variable whose type is known. */
  #typeOf(argument: unknown, scope: Scope): string {
    if (typeof argument !== 'object' || argument === null || 'filters' in argument || 'lhs' in argument) {
      return 'any';
    }
    const [variable] = this.#reader.readVariables(argument);
    if (variable === undefined || this.#assigned.has(String(variable.segments[0]))) return 'any';
    const { type } = this.#follow(variable.segments, scope);
    return type ?? 'any';
  }

  #check({ segments, line, column }: WrittenVariable, { scope, file, home }: Place): void {
    const [root] = segments;
    if (typeof root !== 'string') return;
    const { type, above, at } = this.#follow(segments, scope);
    if (type !== undefined) return;
    const unknown = String(segments[at]);
    const path = writePath(segments.slice(0, at + 1));
    const near = at === 0 ? this.#suggestRoot(unknown, scope) : this.#suggest(unknown, above);
    const known = at === 0 || near === undefined ? near : writePath([...segments.slice(0, at), near]);
    this.#uses.push({
      ...{ path, file, line, column, root, home },
      isRoot: at === 0,
      ...(known && { near: known }),
    });
  }

  /** Returns the type of a path, or the position of its first unknown name and the type that has no such value. */
  #follow(
    segments: readonly unknown[],
    scope: Scope,
  ): { readonly type: string | undefined; readonly above: string; readonly at: number } {
    let type = scope.get(String(segments[0]));
    let above = '';
    for (let at = 1; at < segments.length && type !== undefined; at += 1) {
      above = type;
      type = this.#member(type, segments[at]);
      if (type === undefined) return { type, above, at };
    }
    return { type, above, at: 0 };
  }

  #member(type: string, segment: unknown): string | undefined {
    if (type === 'any' || (typeof segment !== 'string' && typeof segment !== 'number')) return 'any';
    const name = String(segment);
    if (name === 'size') return this.#known.family.types[type]?.[name] ?? 'text';
    if (type.endsWith('[]')) return /^(?:first|last|-?\d+)$/.test(name) ? entryOf(type) : undefined;
    if (type === 'terms') return this.#known.terms.includes(name) ? 'text' : undefined;
    return this.#known.family.types[type]?.[name];
  }

  #suggest(name: string, type: string): string | undefined {
    const names = type === 'terms' ? this.#known.terms : Object.keys(this.#known.family.types[type] ?? {});
    return suggestName(name, names).near;
  }

  /** Prefers a value of the same name in another value, as `metadata.isbn` for `isbn`. */
  #suggestRoot(name: string, scope: Scope): string | undefined {
    const { types } = this.#known.family;
    const holder = [...scope].find(([, type]) => types[type]?.[name] !== undefined);
    return holder === undefined ? suggestName(name, [...scope.keys()]).near : `${holder[0]}.${name}`;
  }
}

/** Writes a path as templates do: `imprint[0].label`. */
const writePath = (segments: readonly unknown[]): string =>
  segments
    .map((one, at) => (typeof one === 'string' ? `${at === 0 ? '' : '.'}${one}` : `[${String(one)}]`))
    .join('');

const entryOf = (type: string): string => (type.endsWith('[]') ? type.slice(0, -2) : 'any');
