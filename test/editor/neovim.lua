-- Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
-- SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
--
-- What a user does with map-clangd in Neovim (0.7 or newer), with its built-in
-- client: sees findings, applies a quick-fix, undoes it, types. Ends with a
-- sentence and status 1 where it is not as expected.
--   nvim --headless -u NONE -c 'luafile neovim.lua' a.cpp     with MAP_CLANGD in the environment

local patience = 60000 -- milliseconds
local original = vim.api.nvim_buf_get_lines(0, 0, -1, true)

local function die(text)
  io.stderr:write(text .. "\n")
  vim.cmd("cquit 1")
end

local function expect(condition, text)
  if not condition then die(text) end
end

local function text()
  return vim.api.nvim_buf_get_lines(0, 0, -1, true)
end

local function findings()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    if diagnostic.source == "clang-tidy" then
      local code = diagnostic.code or diagnostic.user_data.lsp.code
      table.insert(found, code .. "@" .. diagnostic.lnum + 1)
    end
  end
  table.sort(found)
  return table.concat(found, " ")
end

local function wait_for(what, wanted, actual)
  vim.wait(patience, function() return vim.deep_equal(wanted, actual()) end, 50)
  expect(vim.deep_equal(wanted, actual()),
    what .. " is\n" .. vim.inspect(actual()) .. "\ninstead of\n" .. vim.inspect(wanted))
end

-- Whether a message is on the screen beside the code.
local function is_shown(message)
  for _, space in pairs(vim.diagnostic.get_namespaces()) do
    for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, space.user_data.virt_text_ns or 0, 0, -1,
      { details = true })) do
      for _, chunk in ipairs(mark[4].virt_text or {}) do
        if chunk[1]:find(message, 1, true) then return true end
      end
    end
  end
  return false
end

-- Chooses from the menu of code actions as a user does.
local function choose(title)
  local offered = {}
  vim.ui.select = function(items, options, on_choice)
    for _, item in ipairs(items) do
      local name = options.format_item(item)
      table.insert(offered, name)
      if name == title then return on_choice(item, 1) end
    end
    die("no '" .. title .. "' in " .. vim.inspect(offered))
  end
  vim.lsp.buf.code_action()
end

vim.diagnostic.config({ virtual_text = true })
local client = vim.lsp.start_client({ name = "map-clangd", cmd = { vim.env.MAP_CLANGD },
  root_dir = vim.fn.getcwd() })
vim.lsp.buf_attach_client(0, client)

local both = "map-construct-in-loop@11 map-erase-all-loop@5"
wait_for("what is found", both, findings)
expect(is_shown("Every element of 'm' is erased one by one; use 'clear()'"), "the finding is not shown")

vim.api.nvim_win_set_cursor(0, { 5, 4 })
choose("Use 'clear()'")
local fixed = vim.deepcopy(original)
table.remove(fixed, 6)
fixed[5] = "  m.clear();"
wait_for("the text", fixed, text)
wait_for("what is found after the fix", "map-construct-in-loop@10", findings)

vim.cmd("undo")
wait_for("the text after undo", original, text)
wait_for("what is found after undo", both, findings)

-- Half a loop on new lines: the findings move with their lines.
local function errors()
  return #vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR }) > 0
end
local moved = "map-construct-in-loop@13 map-erase-all-loop@7"
vim.api.nvim_buf_set_lines(0, 2, 2, true,
  { "void wipe(std::map<int, int> &n) {", "  for (auto it = n.begin(); it != n.end();)" })
wait_for("what is found in half-typed code", moved, findings)
wait_for("an error in half-typed code", true, errors)
expect(findings() == moved, "in code that does not compile is found: " .. findings())
vim.api.nvim_buf_set_lines(0, 4, 4, true, { "    it = n.erase(it);", "}" })
wait_for("what is found when all is typed",
  "map-construct-in-loop@15 map-erase-all-loop@4 map-erase-all-loop@9", findings)
wait_for("an error in what is typed", false, errors)

vim.lsp.stop_client(client)
vim.wait(patience, function() return vim.lsp.client_is_stopped(client) end, 50)
expect(vim.lsp.client_is_stopped(client), "map-clangd does not end")
vim.cmd("qall!")
