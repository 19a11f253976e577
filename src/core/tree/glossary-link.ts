/** Names the class of a link to a term of the glossary that Handpress makes: on paper it has no page number. */

export const GLOSSARY_LINK = 'glossary-link';
