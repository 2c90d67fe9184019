--[[
ringtrue for Rspamd: who a message says it is from, and whose the contacts in it are.

Put this file into plugins.d, and into rspamd.conf.local a section ringtrue { ... } with:

  url = "http://127.0.0.1:8787/v1/mail";  -- ringtrue serve
  timeout = 1.0;                          -- seconds; later answers are not waited for
  token_file = "";                        -- a bearer token, where the server asks for one
  max_size = 1000000;                     -- bytes; longer messages are passed by
  servers = ["mx.example.org"];           -- whose Authentication-Results are believed

  heads = true;                           -- X-Ringtrue-Status and -List, where Rspamd is a milter

When ringtrue is slow, away or says something unreadable, the message passes with the symbol
RINGTRUE_FAIL, which weighs nothing. Heads of these names that strangers wrote are taken out.
]]
local rspamd_http = require "rspamd_http"
local rspamd_logger = require "rspamd_logger"
local ucl = require "ucl"

local N = "ringtrue"
local settings = {
  url = "http://127.0.0.1:8787/v1/mail",
  timeout = 1.0,
  token_file = "",
  max_size = 1000000,
  servers = {},
  heads = true,
  impersonation = 8.0,
  suspicious = 4.0,
}
local known = { RINGTRUE_IMPERSONATION = true, RINGTRUE_SUSPICIOUS = true }
local STATUS, LIST = "X-Ringtrue-Status", "X-Ringtrue-List"
local token

-- A head is one line of printable ASCII, whatever an answer holds.
local function tell(task, status, list)
  if not settings.heads then return end
  local added = {}
  for name, value in pairs({ [STATUS] = status, [LIST] = list }) do
    if type(value) == "string" and #value <= 200 and not value:find("[^\32-\126]") then
      added[name] = value
    end
  end
  task:set_milter_reply({
    remove_headers = { [STATUS] = 0, [LIST] = 0 },
    add_headers = added,
  })
end

local function failed(task, why)
  rspamd_logger.infox(task, "%s: passed by: %s", N, why)
  task:insert_result("RINGTRUE_FAIL", 1.0, why)
  tell(task, "unchecked; " .. why)
end

local function answered(task, code, body)
  if code ~= 200 then
    return failed(task, "status " .. tostring(code))
  end
  local parser = ucl.parser()
  local ok = parser:parse_string(body)
  if not ok then
    return failed(task, "no JSON")
  end
  local answer = parser:get_object()
  if type(answer) ~= "table" or type(answer.symbols) ~= "table" then
    return failed(task, "no symbols")
  end
  for _, symbol in ipairs(answer.symbols) do
    if known[symbol.name] then
      task:insert_result(symbol.name, tonumber(symbol.weight) or 1.0, symbol.options or {})
    end
  end
  local heads = type(answer.heads) == "table" and answer.heads or {}
  tell(task, heads[STATUS], heads[LIST])
end

local function check(task)
  if task:get_size() > settings.max_size then
    return failed(task, "too large")
  end
  local headers = { ["Content-Type"] = "message/rfc822" }
  if token then
    headers["Authorization"] = "Bearer " .. token
  end
  local sent = rspamd_http.request({
    task = task,
    url = settings.asked,
    method = "POST",
    mime_type = "message/rfc822",
    headers = headers,
    body = task:get_content(),
    timeout = settings.timeout,
    callback = function(err, code, body)
      if err then
        return failed(task, err)
      end
      answered(task, code, body)
    end,
  })
  if not sent then
    failed(task, "not sent")
  end
end

local options = rspamd_config:get_all_opt(N)
if options then
  for name, value in pairs(options) do
    settings[name] = value
  end
  if settings.token_file ~= "" then
    local file = assert(io.open(settings.token_file, "r"))
    token = file:read("*l")
    file:close()
  end
  settings.asked = settings.url
  local sign = "?"
  local servers = settings.servers
  if type(servers) == "string" then servers = { servers } end
  for _, server in ipairs(servers) do
    local name = tostring(server):gsub("[^%w%.%-]", "")
    settings.asked = settings.asked .. sign .. "server=" .. name
    sign = "&"
  end
  local id = rspamd_config:register_symbol({ name = "RINGTRUE_CHECK", type = "callback", callback = check })
  for name, score in pairs({
    RINGTRUE_IMPERSONATION = settings.impersonation,
    RINGTRUE_SUSPICIOUS = settings.suspicious,
    RINGTRUE_FAIL = 0.0,
  }) do
    rspamd_config:register_symbol({ name = name, type = "virtual", parent = id })
    rspamd_config:set_metric_symbol({ name = name, score = score, group = N })
  end
end
