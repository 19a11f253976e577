/** Tests the facts in the imprint. */
import { describe, expect, test } from 'vitest';
import { findDraftStatement } from '../../src/core/draft-statement.ts';
import { buildFootLine, buildImprint } from '../../src/print/imprint.ts';
import { sampleBook, sampleHandout } from '../support/sample-book.ts';

const facts = (...book: Parameters<typeof sampleBook>) =>
  Object.fromEntries(
    buildImprint(sampleBook(...book)).map(({ label, value }) => [label, value.replaceAll('\u00A0', '~')]),
  );

describe('buildImprint', () => {
  test('the imprint names authors and dates in the language of the publication', () => {
    expect(facts()).toMatchObject({
      'Written by': 'Ada O\'Neil & "Friends" and Bo Åkesson',
      Published: 'November~22,~2026',
      'Review due': 'May~22,~2027',
      Version: '1.2',
    });
    expect(facts({ metadata: { language: 'de' } }).Published).toBe('22.~November~2026');
  });

  test('the imprint states a missing review only for clinical publications', () => {
    expect(facts()['Reviewed by']).toBe('no one yet');
    expect(facts({ metadata: { clinical: false } })).not.toHaveProperty('Reviewed by');
  });

  test('the imprint names reviewers with role and date', () => {
    const reviewers = [{ name: 'Dr. Kim', role: 'neurologist', date: '2026-10-01' }, { name: 'Ward 7' }];
    expect(facts({ metadata: { reviewers } })['Reviewed by']).toBe(
      'Dr. Kim (neurologist) (October 1, 2026) and Ward 7',
    );
  });

  test('the imprint keeps a date that is only a year, and accepts an invalid language tag', () => {
    expect(facts({ metadata: { published: '2026' } }).Published).toBe('2026');
    expect(facts({ metadata: { language: 'not a language' } }).Published).toBe('November~22,~2026');
  });

  test('the imprint does not name a publisher who is also the author', () => {
    const authors = [{ name: 'Clinic' }];
    expect(facts({ metadata: { authors, publisher: 'Clinic' } })).not.toHaveProperty('Published by');
    expect(facts({ metadata: { authors, publisher: 'House' } })).toHaveProperty('Published by', 'House');
  });

  test('the imprint of a handout leaves out the facts in the foot of its pages', () => {
    const labels = buildImprint(sampleHandout()).map(({ label }) => label);
    expect(labels).not.toContain('Version');
    expect(buildFootLine(sampleHandout())).toMatch(
      / · Version\u00A01\.2 · Review\u00A0due\u00A0May\u00A022,\u00A02027$/,
    );
    expect(buildFootLine(sampleBook())).toMatch(/ · Version\u00A01\.2$/);
  });

  test('the imprint of a book has the ISBN of the printed book and of the e-book', () => {
    const metadata = { isbn: '9783161484100', printIsbn: '9780306406157' };
    expect(facts({ metadata })).toMatchObject({ ISBN: '9780306406157', 'ISBN (EPUB)': '9783161484100' });
    expect(facts()).not.toHaveProperty('ISBN');
    expect(buildImprint(sampleHandout({ metadata })).map(({ label }) => label)).not.toContain('ISBN');
  });

  test('the foot leaves out the title where one line is too short for it', () => {
    const facts = 'Version\u00A01.2 · Review\u00A0due\u00A0May\u00A022,\u00A02027';
    expect(buildFootLine(sampleHandout(), 60)).toBe(facts);
    const short = sampleHandout({ metadata: { shortTitle: 'Short' } });
    expect(buildFootLine(short)).not.toContain('Short');
    expect(buildFootLine(short, 60)).toBe(`Short · ${facts}`);
    expect(buildFootLine(short, 40)).toBe(facts);
  });

  test('the imprint keeps the name of a license together', () => {
    const rights = 'Text and figures: CC BY-SA 4.0, but see below';
    expect(facts({ metadata: { rights } }).Rights).toBe('Text and figures: CC~BY-SA~4.0, but see below');
  });
});

describe('findDraftStatement', () => {
  test('the draft statement of a clinical publication warns readers not to act on it', () => {
    expect(findDraftStatement(sampleBook())).toContain('No clinician');
    expect(findDraftStatement(sampleBook({ metadata: { clinical: false } }))).toBe(
      'This is a draft. It may still change.',
    );
    expect(findDraftStatement(sampleBook({ draftMark: null }))).toBeUndefined();
  });
});
