export default () => (tree) => {
  tree.children.push({ type: 'film', data: { hName: 'video' }, children: [] });
};
