/** Defines the closed vocabularies of an EPUB. EPUBCheck and Ace accept unknown words. */

const createVocabulary = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** MARC relators of written works: https://id.loc.gov/vocabulary/relators */
export const RELATORS = createVocabulary(
  'abr adp aft ann aqt art asn aui aut bkd bkp clb cmm cns com cov cre crr csl csp ctb ctg cwt dsr dte dto edc edt egr fmo fnd ill isb ' +
    'ivr lbt lyr mrk nrt orm oth own pbl pfr pht prt res rev rpt sad spk spn ths trc trl tyd tyg wac wat wdc wfw win wpr',
);

const MODES = createVocabulary(
  'auditory chartOnVisual chemOnVisual colorDependent diagramOnVisual mathOnVisual musicOnVisual tactile textOnVisual textual visual',
);

/** Schema.org Accessibility Properties for Discoverability Vocabulary, 2024, by property. */
export const ACCESSIBILITY: Readonly<Record<string, ReadonlySet<string>>> = {
  'schema:accessMode': MODES,
  // Each value is a list of modes that suffice together.
  'schema:accessModeSufficient': createVocabulary('auditory tactile textual visual'),
  'schema:accessibilityFeature': createVocabulary(
    'alternativeText annotations ARIA audioDescription braille captions closedCaptions describedMath displayTransformability ' +
      'fullRubyAnnotations highContrastAudio highContrastDisplay horizontalWriting index largePrint latex latex-chemistry ' +
      'longDescription MathML MathML-chemistry none openCaptions pageBreakMarkers pageNavigation readingOrder rubyAnnotations ' +
      'signLanguage structuralNavigation synchronizedAudioText tableOfContents tactileGraphic tactileObject taggedPDF ' +
      'timingControl transcript ttsMarkup unknown unlocked verticalWriting withAdditionalWordSegmentation ' +
      'withoutAdditionalWordSegmentation',
  ),
  'schema:accessibilityHazard': createVocabulary(
    'flashing motionSimulation noFlashingHazard noMotionSimulationHazard none noSoundHazard sound unknown ' +
      'unknownFlashingHazard unknownMotionSimulationHazard unknownSoundHazard',
  ),
};

/**
 * EPUB Structural Semantics Vocabulary 1.1, without deprecated terms and those of dictionaries and textbooks.
 */
export const TYPES = createVocabulary(
  'abstract acknowledgments afterword appendix aside assessment assessments backlink backmatter bibliography biblioref bodymatter ' +
    'bridgehead chapter colophon conclusion contributors copyright-page cover covertitle credit credits dedication division ' +
    'endnotes epigraph epilogue errata figure footnote footnotes foreword frontmatter fulltitle glossary glossdef glossref ' +
    'glossterm halftitle halftitlepage help imprimatur imprint index introduction keyword keywords label landmarks list ' +
    'list-item loa loi lot lov marginalia notice noteref ordinal other-credits page-list pagebreak part preamble preface ' +
    'prologue pullquote qna revision-history seriespage subchapter subtitle table tip title titlepage toc toc-brief volume',
);

/** WAI-ARIA 1.2 and DPUB-ARIA 1.1: the roles of a book without interactive elements. */
export const ROLES = createVocabulary(
  'cell columnheader definition figure group img math none note presentation region row rowgroup rowheader table term doc-abstract doc-acknowledgments doc-afterword ' +
    'doc-appendix doc-backlink doc-bibliography doc-biblioref doc-chapter doc-colophon doc-conclusion doc-cover doc-credit ' +
    'doc-credits doc-dedication doc-endnotes doc-epigraph doc-epilogue doc-errata doc-example doc-footnote doc-foreword ' +
    'doc-glossary doc-glossref doc-index doc-introduction doc-noteref doc-notice doc-pagebreak doc-pagelist doc-part ' +
    'doc-preface doc-prologue doc-pullquote doc-qna doc-subtitle doc-tip doc-toc',
);
