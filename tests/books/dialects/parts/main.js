unasked(pond);
// #region region-one
drain(pond, 'asked');
// #endregion region-one
