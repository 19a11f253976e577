export default () => (tree, file) => {
  file.message('Say how much', tree.children.at(-1));
};
