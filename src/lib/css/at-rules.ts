/** The at-rules that browsers know, and what their blocks contain. */

/** At-rules that browsers know; `group` ones contain rules, `list` ones declarations. */
export const AT_RULES: Readonly<Record<string, 'group' | 'list' | 'statement'>> = {
  ...{ charset: 'statement', import: 'statement', namespace: 'statement' },
  ...{ media: 'group', supports: 'group', container: 'group', layer: 'group', scope: 'group' },
  ...{ 'starting-style': 'group', keyframes: 'group', 'font-feature-values': 'group' },
  ...{ page: 'list', 'font-face': 'list', 'counter-style': 'list', property: 'list' },
  ...{ 'font-palette-values': 'list', 'view-transition': 'list', 'position-try': 'list' },
  ...{ function: 'list', 'color-profile': 'list', document: 'group', viewport: 'list' },
};
export const MARGIN_BOX =
  /^(?:(?:top|bottom)-(?:left|right)(?:-corner)?|(?:top|bottom)-center|(?:left|right)-(?:top|middle|bottom))$/;
export const FONT_FEATURES =
  /^(?:stylistic|styleset|character-variant|swash|ornaments|annotation|historical-forms)$/;
export const VENDOR = /^-[a-z]+-/;
