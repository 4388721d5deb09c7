# /etc/varnish/default.vcl: a cache of whole files, by Varnish's built-in rules. For --profile origin,
# player or download.
vcl 4.1;

backend default {
  .host = "127.0.0.1";
  .port = "8080";
}
