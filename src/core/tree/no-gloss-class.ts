/** Names the class of words in which no terms of the glossary are linked. */

export const NO_GLOSS_CLASS = 'no-gloss';
