/**
 * Templates filled by LiquidJS, the only importer of it: within limits of work, memory and depth, so that no template of a project
 * keeps the program from ending. Steps are counted, not seconds: the same template fails on every machine, or on none.
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
import { TemplateFault } from './template-error.ts';

/** A template with all that it includes. Characters. */
export const LONGEST_TEMPLATE = 300_000;

export interface TemplateEngine {
  /** Rejects with a {@link TemplateFault}, and with whatever reading a file rejects with. */
  fill(name: string, data: object): Promise<string>;
}

/** @param read a template by its path below `templates/`; `undefined` where there is none */
export type ReadTemplate = (name: string) => Promise<string | undefined>;

/**
 * An engine that reads each template once.
 * @param escapeValue for every value that is written, unless the template says `| raw`
 */
export function openEngine(read: ReadTemplate, escapeValue: (value: unknown) => string): TemplateEngine {
  const sources = new Map<string, string | undefined>();
  const engine = new Liquid(optionsFor(sources, escapeValue));
  limitFilters(engine);
  limitOutput(engine);
  const reads = new Map<string, Promise<string | undefined>>();
  let room = LONGEST_TEMPLATE;
  const load = async (name: string): Promise<void> => {
    if (sources.has(name)) return;
    const reading = reads.get(name) ?? read(name);
    reads.set(name, reading);
    const source = await reading;
    // Another page may be filled at the same time, and was first.
    if (sources.has(name)) return;
    room -= source?.length ?? 0;
    if (room < 0) {
      throw new TemplateFault(`with what it includes it has more than ${LONGEST_TEMPLATE} characters`, name);
    }
    sources.set(name, source);
    for (const other of namedIn(source ?? '')) await load(other);
  };
  return {
    fill: async (name, data) => {
      // One for all attempts, each of which gets as far as the next template that was not read.
      const budget = new Budget(data);
      for (let wanted: string | undefined = name; ; ) {
        await load(wanted);
        try {
          const templates: Template[] = engine.parseFileSync(name);
          const context = contextFor(data, engine, budget);
          return String(toValueSync(engine.renderer.renderTemplates(templates, context)));
        } catch (error) {
          wanted = unreadName(error);
          if (wanted === undefined) throw faultOf(error, name);
        }
      }
    },
  };
}

/** Thrown through LiquidJS for a template that is named only while another is filled. */
class NotYetRead extends Error {
  readonly template: string;

  constructor(template: string) {
    super(template);
    this.template = template;
  }
}

function unreadName(error: unknown): string | undefined {
  if (error instanceof NotYetRead) return error.template;
  return error instanceof Error && 'originalError' in error ? unreadName(error.originalError) : undefined;
}

/** What a filter is called on. */
type Filtering = ThisParameterType<Extract<FilterImplOptions, (...args: never[]) => unknown>>;

function optionsFor(
  sources: ReadonlyMap<string, string | undefined>,
  escapeValue: (value: unknown) => string,
): LiquidOptions {
  const isThere = (name: string): boolean => {
    if (!sources.has(name)) throw new NotYetRead(name);
    return sources.get(name) !== undefined;
  };
  return {
    cache: true,
    outputEscape(this: Filtering, value) {
      budgetOf(this.context).goThrough(value);
      return escapeValue(value);
    },
    operators: limitedOperators(),
    strictFilters: true,
    ownPropertyOnly: true,
    relativeReference: false,
    // No filter asks for one; left out, it is this machine's, which takes longer to find than a template to read.
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

const NAMED = /\{%-?\s*(?:include|render|layout)\s+(?:"([^"]+)"|'([^']+)')/g;

/** Templates that one names outright, so that they are read before it is filled. */
const namedIn = (source: string): readonly string[] =>
  [...source.matchAll(NAMED)].map(([, double, single]) => double ?? single ?? '');

/** LiquidJS takes what limits it from outside, and asks it at every step. */
function contextFor(data: object, liquid: Liquid, budget: Budget): Context {
  const limits = { memoryLimit: budget, renderLimit: budget, liquid } as unknown as { liquid: Liquid };
  return new Context(data, liquid.options, { sync: true }, limits);
}

const budgetOf = ({ memoryLimit }: Context): Budget => memoryLimit as unknown as Budget;

/** Most filters go through a list or a text without a word to the limits. */
function limitFilters(engine: Liquid): void {
  for (const [name, filter] of Object.entries(engine.filters)) {
    const handler = typeof filter === 'function' ? filter : filter.handler;
    const limited: typeof handler = function (value, ...args) {
      const budget = budgetOf(this.context);
      budget.goThrough(value);
      budget.goThrough(args);
      return handler.call(this, value, ...args);
    };
    engine.registerFilter(name, typeof filter === 'function' ? limited : { ...filter, handler: limited });
  }
}

/** So do comparisons. */
const limitedOperators = (): Operators =>
  Object.fromEntries(
    Object.entries(defaultOperators).map(([name, operator]) => [
      name,
      (...operands: [value: unknown, other: unknown, context: Context]) => {
        const [context, ...values] = operands.toReversed() as [Context, ...unknown[]];
        for (const value of values) budgetOf(context).goThrough(value);
        return operator(...operands);
      },
    ]),
  );

/** Everything that is written, to the page or into a variable, goes through an emitter. */
function limitOutput(engine: Liquid): void {
  const { renderer } = engine;
  const render = renderer.renderTemplates.bind(renderer);
  renderer.renderTemplates = function* (templates, context, emitter) {
    const budget = budgetOf(context);
    return yield* budget.deeper(() => render(templates, context, emitter ?? limitedEmitter(budget)));
  };
}

function limitedEmitter(budget: Budget): NonNullable<Parameters<Liquid['renderer']['renderTemplates']>[2]> {
  return {
    buffer: '',
    write(value: unknown) {
      budget.goThrough(value);
      const text = value === undefined || value === null ? '' : String(value);
      budget.use(text.length);
      this.buffer += text;
    },
  };
}

/** What LiquidJS throws has a token that knows its place. */
interface LiquidError extends Error {
  readonly originalError?: Error;
  readonly token?: { readonly file?: string; getPosition?(): readonly [line: number, column: number] };
}

function faultOf(error: unknown, name: string): TemplateFault {
  const { token, originalError } = error as LiquidError;
  const [line = 1, column = 1] = token?.getPosition?.() ?? [];
  return new TemplateFault(
    reasonOf(originalError ?? (error as Error)),
    token?.file ?? name,
    { line, column },
    error,
  );
}

function reasonOf(error: Error): string {
  if (error instanceof RangeError) return 'what it says lies too deep in each other';
  const reason = error.message.replace(/, file:.*$/s, '');
  return reason.replace(/^ENOENT: Failed to lookup "(.*)" in "\/"$/, 'there is no template `$1`');
}
