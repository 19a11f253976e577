export default { title: 'The garden', url: 'https://example.org' };
