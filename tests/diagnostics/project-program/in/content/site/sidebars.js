const seeds = ['seeds'];

export default {
  garden: [...seeds, ...makeItems()],
};
