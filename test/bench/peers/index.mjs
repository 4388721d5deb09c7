import { apache } from './apache.mjs';
import { caddy } from './caddy.mjs';
import { floor } from './floor.mjs';
import { h2o } from './h2o.mjs';
import { lighttpd } from './lighttpd.mjs';
import { nginx, nginxAio } from './nginx.mjs';
import { ranged } from './ranged.mjs';

/// All that can be compared. A peer has
///   name         as --peers and the table call it
///   program      what must be in the PATH
///   version      the words that print it
///   template     the configuration, if there is one: a file of this folder
///   command      the words that start it in the foreground, in one process on one core
///   environment  what else it needs
///   values       what else its template names
export const peers = [ranged, nginx, nginxAio, lighttpd, h2o, caddy, apache, floor];

export const files = peers.filter(({ servesFiles = true }) => servesFiles).map(({ name }) => name);
