export default () => (tree) => {
  tree.children[7].value = 'Rest.';
};
