/**
 * JUnit's XML: a suite for each file with problems, a case for each problem, and one that passes for each file that was
 * made or, by a check, found without any. There is no standard; this is what Jenkins' schema (jenkins-junit.xsd) allows, plus `file` and `line`, which GitLab
 * and others show.
 */
import type { Element, Root } from 'xast';
import { toXml } from 'xast-util-to-xml';
import type { Allowed } from '../../core/diagnostics/allowances.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Outcome, Surroundings, WriteReport } from './outcome.ts';
import { harmless } from './sanitize.ts';

/** What is about no file. */
const NO_FILE = 'handpress';
const NO_PROBLEMS = 'no problems found';

type Result = 'failure' | 'error' | 'skipped' | 'passed';

interface Case {
  readonly suite: string;
  readonly result: Result;
  readonly element: Element;
}

export const junitReport: WriteReport = (outcome, surroundings) => {
  const problems = [
    ...outcome.diagnostics.map((problem) => problemCase(problem, outcome, surroundings)),
    ...outcome.allowed.map((allowed) => allowedCase(allowed, surroundings)),
  ];
  const cases = [
    ...problems,
    ...cleanPublications(outcome).map((file) => passed(surroundings.pathOf(file), NO_PROBLEMS)),
    ...outcome.files.map(({ path }) => passed('made', path)),
  ];
  // Without any case, some readers take the file for broken.
  return document(cases.length === 0 ? [passed(NO_FILE, NO_PROBLEMS)] : cases);
};

/** A lone Markdown file is a publication by itself; one in a folder is everything in that. */
function cleanPublications({ publications = [], diagnostics, allowed }: Outcome): readonly string[] {
  const problems = [...diagnostics, ...allowed.map(({ diagnostic }) => diagnostic)];
  const files = new Set(problems.flatMap(({ place }) => (place ? [place.file] : [])));
  return publications.filter((publication) => {
    if (publication.endsWith('.md')) return !files.has(publication);
    const folder = publication.slice(0, publication.lastIndexOf('/') + 1);
    return ![...files].some((file) => file.startsWith(folder));
  });
}

function problemCase(problem: Diagnostic, { failOn }: Outcome, surroundings: Surroundings): Case {
  const { severity, domain, code, message, hint = '' } = problem;
  const fails = severity === 'error' || (severity === 'warning' && failOn === 'warning');
  const result: Result = !fails ? 'passed' : domain === 'content' ? 'failure' : 'error';
  const body = [placed(problem, surroundings), message, hint].filter((line) => line !== '').join('\n');
  const content = fails
    ? element(result, { message, type: code }, body)
    : element('system-out', {}, `${severity}: ${body}`);
  return caseOf(problem, result, content, surroundings);
}

function allowedCase({ diagnostic, reason }: Allowed, surroundings: Surroundings): Case {
  const content = element('skipped', { message: `Allowed: ${reason}` });
  return caseOf(diagnostic, 'skipped', content, surroundings);
}

function caseOf(problem: Diagnostic, result: Result, content: Element, { pathOf }: Surroundings): Case {
  const { code, place } = problem;
  const suite = place ? pathOf(place.file) : NO_FILE;
  const name = place ? `${code} at ${place.line}:${place.column}` : code;
  const attributes = place
    ? { name, classname: suite, file: suite, line: String(place.line) }
    : { name, classname: suite };
  return { suite, result, element: element('testcase', attributes, content) };
}

const passed = (suite: string, name: string): Case => ({
  suite,
  result: 'passed',
  element: element('testcase', { name, classname: suite }),
});

const placed = ({ place }: Diagnostic, { pathOf }: Surroundings): string =>
  place ? `${pathOf(place.file)}:${place.line}:${place.column}` : '';

function document(cases: readonly Case[]): string {
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
  // XML 1.0, section 2.4: the end of a CDATA section may not stand in text.
  return `${harmless(toXml(root)).replaceAll(']]>', ']]&gt;')}\n`;
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
  const entries = Object.entries(attributes).map(([key, value]) => [key, allowedInXml(value)]);
  return {
    type: 'element',
    name,
    attributes: Object.fromEntries(entries),
    children: content.map((child) =>
      typeof child === 'string' ? { type: 'text', value: allowedInXml(child) } : child,
    ),
  };
}

/** XML 1.0, production 2: some characters cannot even be escaped. */
const allowedInXml = (text: string): string =>
  text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}');
