/**
 * Declares the parts in use of what draws diagrams, because `npm ci` does not install it: https://viz-js.com/api/,
 * https://vega.github.io/vega/docs/api/view/, https://vega.github.io/vega-lite/usage/compile.html.
 */
declare module '@viz-js/viz' {
  interface RenderOptions {
    readonly format: 'svg';
    readonly graphAttributes: Readonly<Record<string, string | number>>;
    readonly nodeAttributes: Readonly<Record<string, string | number>>;
    readonly edgeAttributes: Readonly<Record<string, string | number>>;
  }
  interface RenderResult {
    readonly output: string | undefined;
    readonly errors: readonly { readonly message: string }[];
  }
  export function instance(): Promise<{ render(text: string, options: RenderOptions): RenderResult }>;
}

declare module 'vega' {
  type Log = (method: unknown, level: unknown, messages: unknown[]) => void;
  interface Loader {
    load(address: string): Promise<string>;
    sanitize(address: string): Promise<never>;
  }
  interface ViewOptions {
    readonly renderer: 'none';
    readonly expr: unknown;
    readonly logger: object;
    readonly loader: Loader;
  }
  export const Warn: number;
  export function logger(level: number, method: string, log: Log): object;
  export function parse(spec: object, config: undefined, options: { readonly ast: true }): object;
  export function read(data: unknown, schema: { readonly type: string; readonly property?: string }): unknown;
  export class View {
    constructor(dataflow: object, options: ViewOptions);
    toSVG(): Promise<string>;
    finalize(): void;
  }
}

declare module 'vega-lite' {
  export function compile(
    spec: object,
    options: { readonly config: object; readonly logger: object },
  ): { readonly spec: object };
}

declare module 'vega-interpreter' {
  export const expressionInterpreter: object;
}
