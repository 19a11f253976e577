/** Reads the value that a module in JavaScript or TypeScript exports, as far as it is written out. Runs nothing. */
import type {
  AnyNode,
  ArrayExpression,
  AssignmentExpression,
  Expression,
  MemberExpression,
  Node,
  ObjectExpression,
  Parser,
  Program,
  TemplateLiteral,
} from 'acorn';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import { type SourceFile, type SourceLocation, startOfFile } from '../../core/source-location.ts';
import { readText } from '../source/read-source.ts';
import { type ForeignValue, MAX_LENGTH, ValueCounter } from './foreign-value.ts';

/**
 * Reads the value of `export default` or `module.exports`. Names of constants, spread values and annotations of TypeScript are
 * followed; what a program makes, such as a call, has `isUnknown`.
 * @param path relative to the root
 * @returns `undefined` after `project-settings-broken`, and for a module without such a value
 */
export async function readScriptValue(path: string, context: Context): Promise<ForeignValue | undefined> {
  const source = await readText(path, context);
  if (source === undefined) return undefined;
  try {
    if (source.text.length > MAX_LENGTH) throw new Error(`it has more than ${MAX_LENGTH} characters`);
    const program = await parseModule(source);
    return new ModuleReader(program, source.path).readExport();
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    context.report(diagnostic('project-settings-broken', { reason }, startOfFile(source.path)));
    return undefined;
  }
}

declare module 'acorn' {
  /** What plugins extend, and the types of acorn leave out. */
  interface Parser {
    nextToken(): void;
  }
}

/** How many tokens may be read for each character. Real files have less than one, with those that are read again. */
const MAX_TOKENS_PER_CHARACTER = 10;

/**
 * Makes a parser stop when it has read far more tokens than the text has. For TypeScript, it reads `<T>(` as a function and again
 * as an expression, so each of these in another one would take twice the time.
 */
const limitTokens = (Base: typeof Parser): typeof Parser =>
  class extends Base {
    #count = 0;

    override nextToken(): void {
      this.#count += 1;
      const isEndless = this.#count > MAX_TOKENS_PER_CHARACTER * (this.input.length + 100);
      if (isEndless) throw new Error('it is nested too deep');
      super.nextToken();
    }
  };

/** @throws SyntaxError, or another error for a text that is nested too deep */
async function parseModule({ path, text }: SourceFile): Promise<Program> {
  const { Parser } = await import('acorn');
  const isTyped = /\.[cm]?ts$/.test(path);
  const Chosen = isTyped
    ? Parser.extend((await import('@sveltejs/acorn-typescript')).tsPlugin(), limitTokens)
    : Parser;
  const options = { ecmaVersion: 'latest', locations: true, allowHashBang: true } as const;
  try {
    return Chosen.parse(text, { ...options, sourceType: 'module' });
  } catch (error) {
    // What a module may not contain, such as `with`, a script may.
    if (isTyped) throw error;
    try {
      return Chosen.parse(text, { ...options, sourceType: 'script' });
    } catch {
      throw error;
    }
  }
}

/** Expressions of TypeScript that have the value of the expression in them. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
]);

/** Where a value is written to: `module.exports`, or a key of it. */
interface ExportTarget {
  /** Absent: the whole value. */
  readonly key?: string;
}

class ModuleReader {
  readonly #program: Program;
  readonly #file: string;
  readonly #counter = new ValueCounter();
  /** The values of constants by their names; none for a name that is declared twice. */
  readonly #constants = new Map<string, Expression | undefined>();
  /** Names of constants that are being read. */
  readonly #open = new Set<string>();

  constructor(program: Program, file: string) {
    this.#program = program;
    this.#file = file;
    for (const statement of program.body) {
      this.#declare(statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement);
    }
    for (const name of listChangedNames(program)) this.#constants.delete(name);
  }

  /** Returns the value that the module exports, or the keys that it exports one by one. */
  readExport(): ForeignValue | undefined {
    let found: ForeignValue | undefined;
    let entries = new Map<string, ForeignValue>();
    for (const statement of this.#program.body) {
      const [target, expression] = findExport(statement);
      if (target === undefined || expression === undefined) continue;
      const value = this.#read(expression, 0);
      if (target.key === undefined) {
        found = value;
        entries = new Map(value.entries);
      } else {
        found ??= { items: [], entries: [], location: value.location };
        entries.set(target.key, value);
      }
    }
    return found && { ...found, entries: [...entries] };
  }

  #declare(statement: AnyNode | null | undefined): void {
    if (statement?.type !== 'VariableDeclaration') return;
    for (const { id, init } of statement.declarations) {
      if (id.type !== 'Identifier') continue;
      this.#constants.set(id.name, this.#constants.has(id.name) ? undefined : (init ?? undefined));
    }
  }

  #read(expression: AnyNode, depth: number): ForeignValue {
    this.#counter.add(depth);
    const location = this.#locate(expression);
    const empty = { items: [], entries: [], location };
    if (WRAPPERS.has(expression.type)) return this.#read(innerOf(expression), depth + 1);
    switch (expression.type) {
      case 'Literal':
        return { ...empty, text: expression.value === null ? '' : String(expression.value).trim() };
      case 'TemplateLiteral':
        return this.#readTemplate(expression, depth);
      case 'ArrayExpression':
        return this.#readList(expression, depth);
      case 'ObjectExpression':
        return this.#readObject(expression, depth);
      case 'Identifier':
        return expression.name === 'undefined' ? empty : this.#readName(expression.name, location, depth);
      case 'AssignmentExpression':
        return this.#read(expression.right, depth + 1);
      case 'MemberExpression':
        return this.#readMember(expression, depth);
      default:
        return { ...empty, isUnknown: true };
    }
  }

  #readTemplate({ quasis, expressions, loc }: TemplateLiteral, depth: number): ForeignValue {
    const location = this.#locate({ loc });
    const texts = expressions.map((inner) => this.#read(inner, depth + 1).text);
    if (texts.includes(undefined)) return { items: [], entries: [], location, isUnknown: true };
    const text = quasis.map(({ value }, index) => `${value.cooked ?? ''}${texts[index] ?? ''}`).join('');
    return { text: text.trim(), items: [], entries: [], location };
  }

  #readList({ elements, loc }: ArrayExpression, depth: number): ForeignValue {
    const items: ForeignValue[] = [];
    let unknown: SourceLocation | undefined;
    for (const element of elements) {
      if (element?.type === 'SpreadElement') {
        const spread = this.#read(element.argument, depth + 1);
        if (spread.isUnknown) unknown ??= spread.location;
        items.push(...spread.items);
      } else if (element !== null) items.push(this.#read(element, depth + 1));
    }
    const location = unknown ?? this.#locate({ loc });
    return { items, entries: [], location, ...(unknown && { isUnknown: true }) };
  }

  #readObject({ properties, loc }: ObjectExpression, depth: number): ForeignValue {
    const entries = new Map<string, ForeignValue>();
    let unknown: SourceLocation | undefined;
    for (const property of properties) {
      if (property.type === 'SpreadElement') {
        const spread = this.#read(property.argument, depth + 1);
        if (spread.isUnknown) unknown ??= spread.location;
        for (const [key, value] of spread.entries) entries.set(key, value);
        continue;
      }
      const key = this.#readKey(property.key, property.computed, depth);
      if (key === undefined) unknown ??= this.#locate(property);
      else entries.set(key, this.#read(property.value, depth + 1));
    }
    const location = unknown ?? this.#locate({ loc });
    return { items: [], entries: [...entries], location, ...(unknown && { isUnknown: true }) };
  }

  #readKey(key: Expression | { readonly type: 'PrivateIdentifier' }, isComputed: boolean, depth: number) {
    if (!isComputed && key.type === 'Identifier') return key.name;
    return key.type === 'PrivateIdentifier' ? undefined : this.#read(key, depth + 1).text;
  }

  #readName(name: string, location: SourceLocation, depth: number): ForeignValue {
    const value = this.#constants.get(name);
    const unknown = { items: [], entries: [], location, isUnknown: true } as const;
    if (value === undefined || this.#open.has(name)) return unknown;
    this.#open.add(name);
    const read = this.#read(value, depth + 1);
    this.#open.delete(name);
    return read;
  }

  /** Reads `shared.items` and `shared['items']`. */
  #readMember({ object, property, computed, loc }: MemberExpression, depth: number): ForeignValue {
    const location = this.#locate({ loc });
    const owner = this.#read(object, depth + 1);
    const key = this.#readKey(property, computed, depth);
    const value = owner.entries.find(([name]) => name === key)?.[1] ?? owner.items[Number(key)];
    return value ?? { items: [], entries: [], location, isUnknown: true };
  }

  #locate({ loc }: { readonly loc?: Node['loc'] }): SourceLocation {
    return { file: this.#file, line: loc?.start.line ?? 1, column: (loc?.start.column ?? 0) + 1 };
  }
}

/** Methods that change the list that they are called on. */
const CHANGING = new Set([
  'copyWithin',
  'fill',
  'pop',
  'push',
  'reverse',
  'shift',
  'sort',
  'splice',
  'unshift',
]);

/** Lists the names whose values a program changes: `list = …`, `list.key = …`, `list.push(…)`, `Object.assign(list, …)`. */
function listChangedNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  const open: unknown[] = [program];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (Array.isArray(node)) for (const each of node) open.push(each);
    else if (isNode(node)) {
      const changed = findChanged(node);
      const name = changed && findRoot(changed);
      if (name !== undefined) names.add(name);
      open.push(...Object.values(node).filter((value) => typeof value === 'object' && value !== null));
    }
  }
  return names;
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string';

/** Returns what a node changes. */
function findChanged(node: AnyNode): AnyNode | undefined {
  if (node.type === 'AssignmentExpression') return node.left;
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const { object, property } = node.callee;
  const method = nameOf(property) ?? '';
  if (nameOf(object) === 'Object' && method.startsWith('assign')) return node.arguments[0];
  return CHANGING.has(method) ? object : undefined;
}

/** Returns the name that an expression such as `name.key[0]` begins with. */
function findRoot(expression: AnyNode): string | undefined {
  let root = expression;
  while (root.type === 'MemberExpression') root = root.object;
  return root.type === 'Identifier' ? root.name : undefined;
}

/** Returns the expression in a type assertion or in brackets. */
const innerOf = (wrapper: AnyNode): AnyNode => Reflect.get(wrapper, 'expression');

/** Finds what a statement exports, in each form of JavaScript and TypeScript. */
function findExport(statement: AnyNode): readonly [ExportTarget?, AnyNode?] {
  // `export = value` of TypeScript
  if (String(statement.type) === 'TSExportAssignment') return [{}, innerOf(statement)];
  if (statement.type === 'ExportDefaultDeclaration') return [{}, statement.declaration];
  if (statement.type === 'ExportNamedDeclaration') {
    const named = statement.specifiers.find(({ exported }) => nameOf(exported) === 'default');
    return named === undefined ? [] : [{}, named.local];
  }
  if (statement.type !== 'ExpressionStatement') return [];
  const { expression } = statement;
  if (expression.type !== 'AssignmentExpression' || expression.operator !== '=') return [];
  const found = findExportAssignment(expression);
  // `exports = module.exports = …`
  const { right } = expression;
  return found.length > 0 || right.type !== 'AssignmentExpression' ? found : findExportAssignment(right);
}

/** `module.exports = …`, `module.exports.key = …`, `exports.key = …` */
function findExportAssignment({ left, right }: AssignmentExpression): readonly [ExportTarget?, AnyNode?] {
  const path: (string | undefined)[] = [];
  let node: AnyNode = left;
  for (; node.type === 'MemberExpression'; node = node.object) path.unshift(nameOf(node.property));
  path.unshift(nameOf(node));
  const own =
    path[0] === 'module' && path[1] === 'exports'
      ? path.slice(2)
      : path[0] === 'exports'
        ? path.slice(1)
        : [undefined];
  const [key] = own;
  if (own.length === 0) return path.length === 2 ? [{}, right] : [];
  return own.length === 1 && key !== undefined ? [{ key }, right] : [];
}

const nameOf = (node: AnyNode): string | undefined => {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'Literal' ? String(node.value) : undefined;
};
