/**
 * Reads what other programs write after the language of a listing: options of chunks (https://yihui.org/knitr/options/,
 * https://quarto.org/docs/computations/execution-options.html), attributes, lines to mark and titles. The code stays, under
 * the name of its language. No code runs.
 */
import type { Code, Root, RootContent } from 'mdast';
import type { Report } from '../../../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import { MarkupFindings } from '../../markup-findings.ts';
import { readAttributes } from '../attribute-list.ts';
import { buildCaption } from '../containers/replace-containers.ts';
import type { DialectSyntax } from '../dialect.ts';

export const listingOptions: DialectSyntax = {
  transform: (tree, source, report) => {
    const hidden = new MarkupFindings(source);
    visit(tree, (node) => {
      if (!('children' in node) || !node.children.some(({ type }) => type === 'code')) return;
      const children = (node.children as RootContent[]).flatMap((child): readonly RootContent[] => {
        if (child.type !== 'code') return [child];
        const { title, isHidden } = readListing(child);
        const written = `\`\`\`${child.lang ?? ''}`;
        if (isHidden) hidden.find('hidden-code', written, child.position?.start.offset ?? 0);
        if (isHidden) return [];
        return title === undefined ? [child] : [...buildCaption([{ type: 'text', value: title }]), child];
      });
      node.children = children as typeof node.children;
    });
    hidden.report('markup-left-out', report);
    if (/^[ \t>]*(?:`{3,}|~{3,})[ \t]*\{r\b/im.test(source.text)) reportInline(tree, source, report);
  },
};

/** Diagnostic: `markup-literal`, for code in the line whose result R Markdown prints. */
function reportInline(tree: Root, source: SourceFile, report: Report): void {
  const findings = new MarkupFindings(source);
  visit(tree, 'inlineCode', ({ value, position }) => {
    if (/^(?:\{r\}|r) \S/.test(value)) findings.find('template', `\`${value}\``, position?.start.offset ?? 0);
  });
  findings.report('markup-literal', report);
}

/** Languages that programs run. Other words in braces are directives of MyST. */
const CHUNK =
  /^\{{1,2}[ \t]*(r|python|julia|bash|sh|zsh|sql|ojs|js|javascript|css|scss|mermaid|dot|stata|rcpp|c|fortran|cat|octave|scala|node|perl|ruby|go|awk|haskell|stan)\b([^\n]*?)\}{1,2}$/i;
const ATTRIBUTES = /^\{((?:[ \t]*[#.])[^{}\n]*)\}$/;
/** A language with something attached: `rust,ignore`, `js{1,3}`. */
const ATTACHED = /^([A-Za-z][\w+#.-]*)(?:,|\{)/;
const TITLE = /(?:^|[\s,{])(?:title|filename)=(?:"([^"\n]+)"|'([^'\n]+)')/;

const HIDES = /(?:^|[\s,])(?:include|echo)[ \t]*=[ \t]*(?:FALSE|F|false)\b/;
const OPTION = /^[ \t]*(?:#|\/\/|--|%%)\|.*(?:\n|$)/;
const HIDING_OPTION = /\|[ \t]*(?:include|echo):[ \t]*(?:false|no)\b/i;

/** What a listing has beside its code. */
interface ListingParts {
  readonly title?: string | undefined;
  readonly isHidden: boolean;
}

/** Changes the language and the code of a listing. */
function readListing(code: Code): ListingParts {
  const info = [code.lang, code.meta].filter((part) => part).join(' ');
  const [chunk, engine = '', options = ''] = CHUNK.exec(info) ?? [];
  if (chunk !== undefined) return readChunk(code, engine, options);
  const [, written] = ATTRIBUTES.exec(info) ?? [];
  const attributes = written === undefined ? undefined : readAttributes(written);
  const language = attributes?.classes[0] ?? ATTACHED.exec(code.lang ?? '')?.[1];
  if (language !== undefined) code.lang = language;
  if (attributes !== undefined && language === undefined) code.lang = null;
  const [, double, single] = TITLE.exec(info) ?? [];
  return { title: double ?? single, isHidden: false };
}

function readChunk(code: Code, engine: string, options: string): ListingParts {
  code.lang = engine.toLowerCase();
  code.meta = null;
  let isHidden = HIDES.test(options);
  for (let line = OPTION.exec(code.value); line !== null; line = OPTION.exec(code.value)) {
    isHidden ||= HIDING_OPTION.test(line[0]);
    code.value = code.value.slice(line[0].length);
  }
  return { isHidden };
}
