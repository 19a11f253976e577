local a
  -- #region part
  local b
    local c
  -- #endregion part
