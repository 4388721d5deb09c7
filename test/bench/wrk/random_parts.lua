-- Random parts of 5 MiB of a file whose length is the one argument.
local folder = debug.getinfo(1, "S").source:match("^@(.*/)")
dofile(folder .. "report.lua")

local part = 5 * 1024 * 1024
local length

function init(arguments)
  length = tonumber(arguments[1])
  math.randomseed(20240229) -- the same parts for every server
end

function request()
  local first = math.random(0, math.max(0, length - part))
  local last = math.min(first + part, length) - 1
  return wrk.format("GET", nil, { Range = "bytes=" .. first .. "-" .. last })
end
