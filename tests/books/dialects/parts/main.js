const unasked = 1;
// #region region-one
const asked = 2;
// #endregion region-one
