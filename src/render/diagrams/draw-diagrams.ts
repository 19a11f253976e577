/** Draws the diagrams of a publication, each once, and keeps the drawings in the cache. */
import { join, posix } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnoseReadError } from '../../core/diagnostics/file-problem.ts';
import type { Context } from '../../core/model/context.ts';
import { DIAGRAM_NAMES, type Diagram, diagramPath } from '../../core/model/diagram.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { decodeUrl } from '../../lib/text/url.ts';
import { BrowserError } from '../../runtime/browser/browser-error.ts';
import { identifyBrowser } from '../../runtime/browser/browser-identity.ts';
import { computeDigest } from '../../runtime/cache/digest.ts';
import { cachedStep } from '../../runtime/cached-step.ts';
import { resolveInside } from '../../runtime/guard/path-guard.ts';
import type { Assets } from '../images/assets.ts';
import type { FoundImage } from '../images/find-image.ts';
import { listDataAddresses } from './chart-files.ts';
import { drawInThread } from './draw-in-thread.ts';
import { type DrawRequest, type DrawResult, MAX_DIAGRAM_LENGTH } from './engine.ts';
import { type MermaidBrowser, openMermaidBrowser } from './mermaid.ts';
import { findEngine, type InstalledPackage } from './packages.ts';

/** A diagram in a chapter. */
export interface PlacedDiagram {
  readonly text: string;
  readonly diagram: Diagram;
  readonly location: SourceLocation;
  /** Path of the chapter's folder, relative to the publication's. */
  readonly from: string;
}

/** What diagrams of one publication are drawn with. */
export interface DrawingTools {
  /** The publication's folder, relative to the root. */
  readonly folder: string;
  readonly assets: Assets;
  readonly context: Context;
  /** Whether they are for large print. */
  readonly isLarge: boolean;
}

/** Result of a drawing that cannot be made, which is not cached. */
class DrawingFault extends Error {
  override readonly name = 'DrawingFault';
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}

/** Draws diagrams. Its browser is open until it is closed. */
export class DiagramDrawer {
  readonly #tools: DrawingTools;
  #browser: MermaidBrowser | undefined;

  constructor(tools: DrawingTools) {
    this.#tools = tools;
  }

  /**
   * Draws a diagram. Diagnostics, after which there is no image: `diagram-package-missing`, `diagram-broken`, `diagram-data-missing`,
   * those of a drawing in a file. Also reports `diagram-warning`
   */
  async draw(placed: PlacedDiagram): Promise<FoundImage> {
    const { diagram, location, text } = placed;
    const { report } = this.#tools.context;
    const kind = DIAGRAM_NAMES[diagram.kind];
    const { installed, missing } = await findEngine(diagram.kind);
    const src = `${kind} diagram`;
    if (missing.length > 0) {
      report(diagnostic('diagram-package-missing', { kind, packages: missing }, location));
      return { src };
    }
    const files = diagram.kind === 'vega-lite' ? await this.#readFiles(placed) : {};
    if (files === undefined) return { src };
    try {
      const readsData = diagram.kind === 'vega-lite' && diagram.dataTable !== undefined;
      const request = { ...this.#request(diagram.kind, text, files), ...(readsData && { readsData }) };
      const { svg, warnings, tables } = await this.#drawCached(request, installed);
      for (const warning of warnings) report(diagnostic('diagram-warning', { kind, warning }, location));
      const asset = await this.#tools.assets.add(diagramPath(computeDigest(svg)), svg, location);
      return { src, ...(asset && { asset }), ...(tables && { tables }) };
    } catch (error) {
      if (!(error instanceof DrawingFault || error instanceof BrowserError)) throw error;
      const reason = error.message.replace(/[.\s]+$/, '');
      const line = error instanceof DrawingFault ? error.line : undefined;
      report(diagnostic('diagram-broken', { kind, reason }, findLine(placed, line)));
      return { src };
    }
  }

  async close(): Promise<void> {
    await this.#browser?.close();
  }

  #request(kind: DrawRequest['kind'], text: string, files: DrawRequest['files']): DrawRequest {
    return { kind, text, files, ...(kind === 'mermaid' && this.#tools.isLarge && { isLarge: true }) };
  }

  /** Rejects with {@link DrawingFault}, or with a {@link BrowserError}. */
  async #drawCached(
    request: DrawRequest,
    packages: readonly InstalledPackage[],
  ): Promise<Extract<DrawResult, { readonly svg: string }>> {
    const { context } = this.#tools;
    const length = request.text.length;
    if (length > MAX_DIAGRAM_LENGTH)
      throw new DrawingFault(`it has ${length} characters, and a diagram has ${MAX_DIAGRAM_LENGTH} at most`);
    const versions = packages.map(({ name, version }) => `${name}@${version}`);
    const browser =
      request.kind === 'mermaid' ? await identifyBrowser(context.browserPath, context.host) : '';
    const key = [JSON.stringify([request, versions, browser])];
    const { bytes } = await cachedStep(context.stepCache, 'diagram', key, async () => {
      const drawn = await this.#drawNow(request, packages);
      if ('fault' in drawn) throw new DrawingFault(drawn.fault, drawn.line);
      return new TextEncoder().encode(JSON.stringify(drawn));
    });
    return JSON.parse(new TextDecoder().decode(bytes)) as Extract<DrawResult, { readonly svg: string }>;
  }

  #drawNow(request: DrawRequest, [first]: readonly InstalledPackage[]): Promise<DrawResult> {
    const { context } = this.#tools;
    if (request.kind !== 'mermaid') return drawInThread(request, context.signal);
    this.#browser ??= openMermaidBrowser(first?.folder ?? '', context);
    return this.#browser.draw(request);
  }

  /** Reads the files that a chart names; `undefined` after a diagnostic: `diagram-data-missing`, `file-unreadable`. */
  async #readFiles({ text, location, from }: PlacedDiagram): Promise<DrawRequest['files'] | undefined> {
    const { folder, context } = this.#tools;
    const files: Record<string, string> = {};
    for (const address of listDataAddresses(text)) {
      const path = decodeUrl(address);
      const isRemote = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(address);
      const isOutside = isRemote || posix.isAbsolute(path);
      const found = isOutside ? undefined : await resolveInside(folder, posix.join(from, path), context);
      if (found?.kind !== 'inside') {
        const problem = isRemote ? 'remote' : found?.kind === 'missing' ? 'missing' : 'outside';
        context.report(diagnostic('diagram-data-missing', { address, problem }, location));
        return undefined;
      }
      const file = posix.join(folder, found.path);
      try {
        files[address] = new TextDecoder().decode(await context.host.read(join(context.root, file)));
      } catch (error) {
        context.report(diagnoseReadError(error, file));
        return undefined;
      }
    }
    return files;
  }
}

/** Returns the place of a line of a diagram, counted from 1. */
function findLine({ location, diagram }: PlacedDiagram, line: number | undefined): SourceLocation {
  if (line === undefined) return location;
  return { ...location, line: location.line + diagram.linesAbove + line, column: 1 };
}
