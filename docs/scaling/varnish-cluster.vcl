# /etc/varnish/default.vcl: a cache in front of the HAProxy of haproxy-cluster.cfg. The origins run with
# --profile origin.
vcl 4.1;

backend default {
  .host = "10.0.0.10";
  .port = "80";
}

sub vcl_backend_response {
  set beresp.ttl = 60s;   # how long a file that was replaced is still given
  set beresp.grace = 10s; # and once more, while the new one is fetched
}
