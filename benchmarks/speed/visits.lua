-- Asks for the addresses of a file one after the other, each with its header, and prints the outcome.
-- A line of the file: path, tab, header, tab, value.

local requests, at = {}, 0

function init(args)
  for line in io.lines(args[1]) do
    local path, name, value = line:match("^(.-)\t(.-)\t(.*)$")
    requests[#requests + 1] = wrk.format("GET", path, { [name] = value, ["Accept-Encoding"] = "gzip" })
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("OUTCOME %d %d %d %d %d\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(95),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
