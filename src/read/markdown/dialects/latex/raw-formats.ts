/**
 * Reads parts for one format: `` `<br>`{=html} `` and listings of the language `{=html}`, https://pandoc.org/MANUAL.html#generic-raw-attribute.
 * HTML is HTML; parts for other formats are left out and reported.
 */
import type { Code, Html, InlineCode, PhrasingContent, Root, RootContent } from 'mdast';
import type { SourceFile } from '../../../../core/source-location.ts';
import { pointAt } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import { MarkupFindings } from '../../markup-findings.ts';
import type { DialectSyntax } from '../dialect.ts';
import { changeInlineContent, type InlineText, removeEmptyParagraphs } from '../inline-texts.ts';

const LANGUAGE = /^\{=([a-z]\w{0,20})\}$/;
const AFTER_CODE = /^\{=([a-z]\w{0,20})\}/;
const HTML = /^(?:x?html\d?|epub\d?)$/;

export const rawFormats: DialectSyntax = {
  transform: (tree, source, report) => {
    const findings = new MarkupFindings(source);
    visit(tree, 'code', (node: Code, index, parent) => {
      const [written, format] = LANGUAGE.exec(`${node.lang ?? ''}${node.meta ?? ''}`) ?? [];
      if (written === undefined || format === undefined || parent === undefined || index === undefined)
        return undefined;
      const children: RootContent[] = parent.children;
      if (HTML.test(format)) {
        children[index] = buildHtml(
          node,
          source.text.indexOf('\n', node.position?.start.offset ?? 0) + 1,
          source,
        );
        return undefined;
      }
      findings.find('raw-format', written, node.position?.start.offset ?? 0, format);
      children.splice(index, 1);
      return index;
    });
    readInline(tree, source, findings);
    findings.report('markup-left-out', report);
  },
};

function readInline(tree: Root, source: SourceFile, findings: MarkupFindings): void {
  changeInlineContent(tree, source, ({ children, texts }) => {
    let format: string | undefined;
    let isChanged = false;
    const changed = children.flatMap((child, index): readonly PhrasingContent[] => {
      const [attribute, text] = [format, texts.get(child)];
      format = undefined;
      if (attribute !== undefined && text) return cutOff(text, attribute.length);
      const next = child.type === 'inlineCode' ? children[index + 1] : undefined;
      [format] = (next && AFTER_CODE.exec(texts.get(next)?.masked ?? '')) || [];
      if (format === undefined || child.type !== 'inlineCode') return [child];
      isChanged = true;
      return readCode(child, format, source, findings);
    });
    return isChanged ? changed : undefined;
  });
  removeEmptyParagraphs(tree);
}

function readCode(
  { value, position }: InlineCode,
  attribute: string,
  source: SourceFile,
  findings: MarkupFindings,
): readonly PhrasingContent[] {
  const [, format = ''] = AFTER_CODE.exec(attribute) ?? [];
  const offset = position?.start.offset ?? 0;
  if (HTML.test(format)) {
    const at = source.text.indexOf(value, offset);
    return [buildHtml({ value, ...(position && { position }) }, Math.max(at, offset), source)];
  }
  findings.find('raw-format', `\`${value}\`${attribute}`, offset, format);
  return [];
}

/** Returns a text without its start. */
const cutOff = ({ masked, slice }: InlineText, from: number): readonly PhrasingContent[] =>
  from < masked.length ? [slice(from, masked.length)] : [];

/** Builds HTML at the place of its content. */
function buildHtml(
  { value, position }: Pick<Code, 'value' | 'position'>,
  at: number,
  source: SourceFile,
): Html {
  if (position === undefined) return { type: 'html', value };
  // In a quotation, the content is not written in one piece.
  const end = source.text.startsWith(value, at) ? pointAt(source, at + value.length) : position.end;
  return { type: 'html', value, position: { start: pointAt(source, at), end } };
}
