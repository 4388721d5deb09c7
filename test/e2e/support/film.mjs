import { execFileSync } from 'node:child_process';

/// A film of `seconds`, H.264 and AAC, of about 0.8 MB a second.
export function makeFilm(path, seconds) {
  const picture = `testsrc2=size=640x360:rate=25:duration=${seconds},noise=alls=20:allf=t`;
  execFileSync('ffmpeg', [
    '-loglevel', 'error', '-y', '-f', 'lavfi', '-i', picture,
    '-f', 'lavfi', '-i', `sine=frequency=330:duration=${seconds}`,
    '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '25',
    '-b:v', '6500k', '-minrate', '6500k', '-maxrate', '6500k', '-bufsize', '6500k',
    '-c:a', 'aac', '-b:a', '128k', '-movflags', '+faststart', path,
  ], { stdio: ['ignore', 'inherit', 'inherit'] });
}
