import { describe, expect, it } from 'vitest';
import { draftStatement } from '../../src/core/draft-statement.ts';
import { footLine, imprint } from '../../src/print/imprint.ts';
import { sampleBook, sampleHandout } from '../support/sample-book.ts';

const facts = (...book: Parameters<typeof sampleBook>) =>
  Object.fromEntries(imprint(sampleBook(...book)).map(({ label, value }) => [label, value]));

describe('imprint', () => {
  it('names authors and dates in the words of the language', () => {
    expect(facts()).toMatchObject({
      'Written by': 'Ada O\'Neil & "Friends" and Bo Åkesson',
      Published: 'November 22, 2026',
      'Review due': 'May 22, 2027',
      Version: '1.2',
    });
    expect(facts({ metadata: { language: 'de' } }).Published).toBe('22. November 2026');
  });

  it('says that nobody reviewed health information, and nothing of the kind about other texts', () => {
    expect(facts()['Reviewed by']).toBe('no one yet');
    expect(facts({ metadata: { clinical: false } })).not.toHaveProperty('Reviewed by');
  });

  it('names reviewers with role and date', () => {
    const reviewers = [{ name: 'Dr. Kim', role: 'neurologist', date: '2026-10-01' }, { name: 'Ward 7' }];
    expect(facts({ metadata: { reviewers } })['Reviewed by']).toBe(
      'Dr. Kim (neurologist) (October 1, 2026) and Ward 7',
    );
  });

  it('keeps a date that is only a year, and stands a language that is none', () => {
    expect(facts({ metadata: { published: '2026' } }).Published).toBe('2026');
    expect(facts({ metadata: { language: 'not a language' } }).Published).toBe('November 22, 2026');
  });

  it('does not name the publisher twice', () => {
    const authors = [{ name: 'Clinic' }];
    expect(facts({ metadata: { authors, publisher: 'Clinic' } })).not.toHaveProperty('Published by');
    expect(facts({ metadata: { authors, publisher: 'House' } })).toHaveProperty('Published by', 'House');
  });

  it('leaves to the foot of a handout what stands there', () => {
    const labels = imprint(sampleHandout()).map(({ label }) => label);
    expect(labels).not.toContain('Version');
    expect(footLine(sampleHandout())).toMatch(/ · Version 1\.2 · Review due May 22, 2027$/);
    expect(footLine(sampleBook())).toMatch(/ · Version 1\.2$/);
  });
});

describe('draftStatement', () => {
  it('tells readers of health information not to act on a draft', () => {
    expect(draftStatement(sampleBook())).toContain('No clinician');
    expect(draftStatement(sampleBook({ metadata: { clinical: false } }))).toBe(
      'This is a draft. It may still change.',
    );
    expect(draftStatement(sampleBook({ draftMark: null }))).toBeUndefined();
  });
});
