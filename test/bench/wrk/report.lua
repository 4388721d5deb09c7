-- One line of JSON, as bench_client writes it, is the last that wrk says.
function done(summary, latency)
  local seconds = summary.duration / 1e6
  local errors = summary.errors
  io.write(string.format(
    '{"seconds":%.4f,"requests":%d,"octets":%.0f,"requests_per_second":%.1f,' ..
    '"megabytes_per_second":%.2f,"answer":{"p50":%d,"p99":%d,"max":%d},"errors":%d}\n',
    seconds, summary.requests, summary.bytes, summary.requests / seconds,
    summary.bytes / 1e6 / seconds, latency:percentile(50), latency:percentile(99), latency.max,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
