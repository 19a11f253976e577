export default () => (tree) => {
  tree.children.push({ type: 'heading', depth: 9, children: [] });
};
