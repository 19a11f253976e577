/**
 * Formats a JUnit XML report: a suite for each file with problems, a case for each problem, and a case that passes for each
 * file that was built or, in a check, each publication without problems. There is no standard; the report follows the schema
 * of Jenkins (jenkins-junit.xsd), plus `file` and `line`, which GitLab and others show.
 */
import type { Element, Root } from 'xast';
import { toXml } from 'xast-util-to-xml';
import type { AllowedDiagnostic } from '../../core/diagnostics/allowances.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { isMarkdownFile } from '../../lib/text/markdown-file.ts';
import type { FormatReport, ReportContext, RunOutcome } from './outcome.ts';
import { replaceControlCharacters } from './sanitize.ts';

/** The suite of problems without a file. */
const NO_FILE_SUITE = 'handpress';
const NO_PROBLEMS = 'no problems found';

type Result = 'failure' | 'error' | 'skipped' | 'passed';

interface Case {
  readonly suite: string;
  readonly result: Result;
  readonly element: Element;
}

export const formatJunit: FormatReport = (outcome, context) => {
  const problems = [
    ...outcome.diagnostics.map((problem) => problemCase(problem, outcome, context)),
    ...outcome.allowed.map((allowed) => allowedCase(allowed, context)),
  ];
  const cases = [
    ...problems,
    ...findCleanPublications(outcome).map((file) => passedCase(context.pathOf(file), NO_PROBLEMS)),
    ...outcome.files.map(({ path }) => passedCase('made', path)),
  ];
  // Some readers reject a report without cases.
  return formatDocument(cases.length === 0 ? [passedCase(NO_FILE_SUITE, NO_PROBLEMS)] : cases);
};

/** Returns the publications without problems. A publication with `publication.yaml` contains all files of its folder. */
function findCleanPublications({ publications = [], diagnostics, allowed }: RunOutcome): readonly string[] {
  const problems = [...diagnostics, ...allowed.map(({ diagnostic }) => diagnostic)];
  const files = new Set(problems.flatMap(({ place }) => (place ? [place.file] : [])));
  return publications.filter((publication) => {
    if (isMarkdownFile(publication)) return !files.has(publication);
    const folder = publication.slice(0, publication.lastIndexOf('/') + 1);
    return ![...files].some((file) => file.startsWith(folder));
  });
}

function problemCase(problem: Diagnostic, { failOn }: RunOutcome, context: ReportContext): Case {
  const { severity, domain, code, message, hint = '' } = problem;
  const fails = severity === 'error' || (severity === 'warning' && failOn === 'warning');
  const result: Result = !fails ? 'passed' : domain === 'content' ? 'failure' : 'error';
  const body = [formatLocation(problem, context), message, hint].filter((line) => line !== '').join('\n');
  const content = fails
    ? element(result, { message, type: code }, body)
    : element('system-out', {}, `${severity}: ${body}`);
  return buildCase(problem, result, content, context);
}

function allowedCase({ diagnostic, reason }: AllowedDiagnostic, context: ReportContext): Case {
  const content = element('skipped', { message: `Allowed: ${reason}` });
  return buildCase(diagnostic, 'skipped', content, context);
}

function buildCase(problem: Diagnostic, result: Result, content: Element, { pathOf }: ReportContext): Case {
  const { code, place } = problem;
  const suite = place ? pathOf(place.file) : NO_FILE_SUITE;
  const name = place ? `${code} at ${place.line}:${place.column}` : code;
  const attributes = place
    ? { name, classname: suite, file: suite, line: String(place.line) }
    : { name, classname: suite };
  return { suite, result, element: element('testcase', attributes, content) };
}

const passedCase = (suite: string, name: string): Case => ({
  suite,
  result: 'passed',
  element: element('testcase', { name, classname: suite }),
});

const formatLocation = ({ place }: Diagnostic, { pathOf }: ReportContext): string =>
  place ? `${pathOf(place.file)}:${place.line}:${place.column}` : '';

function formatDocument(cases: readonly Case[]): string {
  const suites = [...Map.groupBy(cases, ({ suite }) => suite)].map(([name, inside]) =>
    element('testsuite', { name, ...counts(inside) }, ...inside.map((one) => one.element)),
  );
  const { skipped: _, ...sums } = counts(cases);
  const root: Root = {
    type: 'root',
    children: [
      { type: 'instruction', name: 'xml', value: 'version="1.0" encoding="UTF-8"' },
      element('testsuites', { name: 'handpress', ...sums }, ...suites),
    ],
  };
  // XML 1.0, section 2.4: text must not contain the end of a CDATA section.
  return `${replaceControlCharacters(toXml(root)).replaceAll(']]>', ']]&gt;')}\n`;
}

function counts(cases: readonly Case[]): Readonly<Record<string, string>> {
  const count = (result: Result): string => String(cases.filter((one) => one.result === result).length);
  return {
    tests: String(cases.length),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
}

function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...content: readonly (Element | string)[]
): Element {
  const entries = Object.entries(attributes).map(([key, value]) => [key, replaceInvalidXml(value)]);
  return {
    type: 'element',
    name,
    attributes: Object.fromEntries(entries),
    children: content.map((child) =>
      typeof child === 'string' ? { type: 'text', value: replaceInvalidXml(child) } : child,
    ),
  };
}

/** Replaces characters that XML cannot contain even when escaped (XML 1.0, production 2). */
const replaceInvalidXml = (text: string): string =>
  text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}');
