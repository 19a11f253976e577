/**
 * Fills templates with LiquidJS, within limits of work, memory and depth, so that no template of a project
 * can run forever. The only file that imports LiquidJS.
 */
import {
  Context,
  defaultOperators,
  type FilterImplOptions,
  Liquid,
  type LiquidOptions,
  type Operators,
  type Template,
  toValueSync,
} from 'liquidjs';
import { Budget } from './budget.ts';
import { isolateInMarkup } from './isolate-filter.ts';
import { TemplateError } from './template-error.ts';
import {
  findUnknownValues,
  type KnownValues,
  type TemplateNode,
  type TemplateReader,
  type UnknownValue,
} from './unknown-values.ts';
import { createWordMarkup, type WordMarkup } from './word-markup.ts';

/** Maximum length of a template with all its includes, in characters. */
export const MAX_TEMPLATE_LENGTH = 300_000;

/** Fills and checks templates. */
export interface TemplateEngine {
  /** Fills a template. Rejects with a {@link TemplateError}, or with the error of reading a file. */
  fill(name: string, data: object): Promise<string>;
  /** Reads a template and those that it names. Rejects with a {@link TemplateError}, or with the error of reading a file. */
  load(name: string): Promise<void>;
  /** Finds the uses of values that a template never gets. Rejects as {@link fill} does where it cannot be parsed. */
  findUnknownValues(name: string, known: KnownValues): Promise<readonly UnknownValue[]>;
}

/**
 * Reads a template; `undefined` if there is none.
 * @param name path below `templates/`
 */
export type ReadTemplate = (name: string) => Promise<string | undefined>;

/**
 * Creates an engine that reads each template once.
 * @param escapeValue escapes every value in the output, unless the template has `| raw`
 */
export function createEngine(read: ReadTemplate, escapeValue: (value: unknown) => string): TemplateEngine {
  const sources = new Map<string, string | undefined>();
  const engine = new Liquid(buildOptions(sources, escapeValue));
  const words = new WeakMap<Budget, WordMarkup>();
  const markWord = (context: Context, text: string): string | undefined =>
    words.get(budgetOf(context))?.(text, escapeValue);
  engine.registerFilter('isolate', {
    handler(value, ...languages) {
      const text = toText(value);
      return markWord(this.context, text) ?? isolateInMarkup(text, languages, escapeValue);
    },
    raw: true,
  });
  engine.registerFilter('word', {
    handler(value) {
      const text = toText(value);
      return markWord(this.context, text) ?? escapeValue(text);
    },
    raw: true,
  });
  limitFilters(engine);
  limitOutput(engine);
  const reads = new Map<string, Promise<void>>();
  let remaining = MAX_TEMPLATE_LENGTH;
  const readOnce = (name: string): Promise<void> => {
    const reading = reads.get(name) ?? readSource(name);
    reads.set(name, reading);
    return reading;
  };
  const readSource = async (name: string): Promise<void> => {
    const source = await read(name);
    remaining -= source?.length ?? 0;
    if (remaining < 0) {
      throw new TemplateError(`with its includes it has more than ${MAX_TEMPLATE_LENGTH} characters`, name);
    }
    sources.set(name, source);
  };
  const readReferences = async (name: string, seen: Set<string>): Promise<void> => {
    if (seen.has(name)) return;
    seen.add(name);
    await readOnce(name);
    for (const other of findReferences(sources.get(name) ?? '')) await readReferences(other, seen);
  };
  const loads = new Map<string, Promise<void>>();
  const load = (name: string): Promise<void> => {
    const loading = loads.get(name) ?? readReferences(name, new Set());
    loads.set(name, loading);
    return loading;
  };
  return {
    load,
    fill: async (name, data) => {
      // One budget for all attempts. Each attempt stops at the next template that is not loaded yet.
      const budget = new Budget(data);
      words.set(budget, createWordMarkup(data, name));
      for (let unread: string | undefined = name; ; ) {
        await load(unread);
        try {
          const templates: Template[] = engine.parseFileSync(name);
          const context = createContext(data, engine, budget);
          return String(toValueSync(engine.renderer.renderTemplates(templates, context)));
        } catch (error) {
          unread = findUnreadName(error);
          if (unread === undefined) throw toTemplateError(error, name);
        }
      }
    },
    findUnknownValues: async (name, known) => {
      await load(name);
      try {
        return findUnknownValues(name, known, createReader(engine));
      } catch (error) {
        throw toTemplateError(error, name);
      }
    },
  };
}

/** Reads what the engine has parsed. A template that cannot be read is reported when it is filled. */
function createReader(engine: Liquid): TemplateReader {
  return {
    parse: (name) => engine.parseFileSync(name) as readonly Template[] as readonly TemplateNode[],
    readChildren: (node) => {
      try {
        return toValueSync((node as Template).children?.(true, true) ?? []) as readonly TemplateNode[];
      } catch {
        return [];
      }
    },
    readVariables: (argument) => {
      // A tag of its own with the argument, so that LiquidJS does not look into other tags.
      const tag = { arguments: () => [argument] } as unknown as Template;
      const { variables } = engine.analyzeSync([tag], { partials: false });
      return Object.values(variables).flatMap((uses) =>
        uses.map(({ segments, location: { row, col } }) => ({ segments, line: row, column: col })),
      );
    },
  };
}

const toText = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

/** Thrown through LiquidJS for a template whose name is computed while another is filled. */
class UnreadTemplateError extends Error {
  readonly template: string;

  constructor(template: string) {
    super(template);
    this.template = template;
  }
}

function findUnreadName(error: unknown): string | undefined {
  if (error instanceof UnreadTemplateError) return error.template;
  return error instanceof Error && 'originalError' in error ? findUnreadName(error.originalError) : undefined;
}

/** The `this` of a filter. */
type FilterContext = ThisParameterType<Extract<FilterImplOptions, (...args: never[]) => unknown>>;

function buildOptions(
  sources: ReadonlyMap<string, string | undefined>,
  escapeValue: (value: unknown) => string,
): LiquidOptions {
  const isThere = (name: string): boolean => {
    if (!sources.has(name)) throw new UnreadTemplateError(name);
    return sources.get(name) !== undefined;
  };
  return {
    cache: true,
    outputEscape(this: FilterContext, value) {
      budgetOf(this.context).countValue(value);
      return escapeValue(value);
    },
    operators: limitedOperators(),
    strictFilters: true,
    ownPropertyOnly: true,
    relativeReference: false,
    // No filter uses it. Without it, LiquidJS looks up the locale of the machine, which takes longer than
    // reading a template.
    locale: 'en',
    root: ['/'],
    fs: {
      resolve: (_root, file) => file,
      existsSync: isThere,
      readFileSync: (name) => sources.get(name) ?? '',
      containsSync: () => true,
      exists: async (name) => isThere(name),
      readFile: async (name) => sources.get(name) ?? '',
      contains: async () => true,
    },
  };
}

const TEMPLATE_REFERENCE = /\{%-?\s*(?:include|render|layout)\s+(?:"([^"]+)"|'([^']+)')/g;

/** Finds the templates with literal names in a source, to load them in advance. */
const findReferences = (source: string): readonly string[] =>
  [...source.matchAll(TEMPLATE_REFERENCE)].map(([, double, single]) => double ?? single ?? '');

/** Creates a context with the budget as limits, which LiquidJS checks at every step. */
function createContext(data: object, liquid: Liquid, budget: Budget): Context {
  const limits = { memoryLimit: budget, renderLimit: budget, liquid } as unknown as { liquid: Liquid };
  return new Context(data, liquid.options, { sync: true }, limits);
}

const budgetOf = ({ memoryLimit }: Context): Budget => memoryLimit as unknown as Budget;

/** Makes filters use the budget, because most process a list or a text without checking the limits. */
function limitFilters(engine: Liquid): void {
  for (const [name, filter] of Object.entries(engine.filters)) {
    const handler = typeof filter === 'function' ? filter : filter.handler;
    const limited: typeof handler = function (value, ...args) {
      const budget = budgetOf(this.context);
      budget.countValue(value);
      budget.countValue(args);
      return handler.call(this, value, ...args);
    };
    engine.registerFilter(name, typeof filter === 'function' ? limited : { ...filter, handler: limited });
  }
}

/** Returns comparison operators that use the budget. */
const limitedOperators = (): Operators =>
  Object.fromEntries(
    Object.entries(defaultOperators).map(([name, operator]) => [
      name,
      (...operands: [value: unknown, other: unknown, context: Context]) => {
        const [context, ...values] = operands.toReversed() as [Context, ...unknown[]];
        for (const value of values) budgetOf(context).countValue(value);
        return operator(...operands);
      },
    ]),
  );

/** Makes output use the budget. All output, to the page or into a variable, goes through an emitter. */
function limitOutput(engine: Liquid): void {
  const { renderer } = engine;
  const render = renderer.renderTemplates.bind(renderer);
  renderer.renderTemplates = function* (templates, context, emitter) {
    const budget = budgetOf(context);
    return yield* budget.nested(() => render(templates, context, emitter ?? limitedEmitter(budget)));
  };
}

function limitedEmitter(budget: Budget): NonNullable<Parameters<Liquid['renderer']['renderTemplates']>[2]> {
  return {
    buffer: '',
    write(value: unknown) {
      budget.countValue(value);
      const text = toText(value);
      budget.use(text.length);
      this.buffer += text;
    },
  };
}

/** An error of LiquidJS. Its token has the position. */
interface LiquidError extends Error {
  readonly originalError?: Error;
  readonly token?: { readonly file?: string; getPosition?(): readonly [line: number, column: number] };
}

function toTemplateError(error: unknown, name: string): TemplateError {
  const { token, originalError } = error as LiquidError;
  const [line = 1, column = 1] = token?.getPosition?.() ?? [];
  return new TemplateError(
    describeError(originalError ?? (error as Error)),
    token?.file ?? name,
    { line, column },
    error,
  );
}

function describeError(error: Error): string {
  if (error instanceof RangeError) return 'it is nested too deeply';
  const reason = error.message.replace(/, file:.*$/s, '');
  return reason.replace(/^ENOENT: Failed to lookup "(.*)" in "\/"$/, 'there is no template `$1`');
}
