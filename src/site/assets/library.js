// What makes the pages quicker to use. Each of them works without.

const one = (selector, within = document) => within.querySelector(selector);
const every = (selector) => [...document.querySelectorAll(selector)];
document.documentElement.classList.add('js');

// What is kept in this browser: nothing if it does not want to.
const kept = {
  get(name, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(`ranged.${name}`)) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(`ranged.${name}`, JSON.stringify(value));
    } catch {
      // it is full, or forbidden
    }
  },
};

// Where one has stopped: path -> [seconds, duration, when], the latest 300.
const places = {
  of: (path) => kept.get('places', {})[path],
  set(path, place) {
    const all = kept.get('places', {});
    delete all[path];
    if (place) all[path] = [...place, Date.now()];
    const latest = Object.entries(all).sort((a, b) => b[1][2] - a[1][2]).slice(0, 300);
    kept.set('places', Object.fromEntries(latest));
  },
};

const isTyping = (target) => target.closest?.('input:not([type=checkbox]), textarea, select');
const isCommand = (event) => event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented;

function showPlaces() {
  for (const link of every('.names a[href$="?play"]')) {
    const place = places.of(new URL(link.href).pathname);
    if (!place || one('.seen', link)) continue;
    const seen = document.createElement('span');
    seen.className = 'seen';
    seen.style.width = `${Math.min(100, 100 * place[0] / place[1])}%`;
    one('.picture', link).append(seen);
  }
}

const folded = (text) => text.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase();

// Names that are all on the page are filtered here; of a longer list the server is asked.
function setUpFilter(form) {
  const input = one('#filter');
  const found = one('#found');
  let asking, timer, names;

  const say = (count, total) => {
    found.textContent = input.value.trim() ? `${count} of ${total} name${total === 1 ? '' : 's'}` : '';
  };

  function filterHere() {
    names ??= every('.names li').map((row) => [row, folded(one('.name', row).textContent)]);
    const words = folded(input.value).split(' ').filter(Boolean);
    let count = 0;
    for (const [row, name] of names) {
      row.hidden = !words.every((word) => name.includes(word));
      if (!row.hidden) ++count;
    }
    say(count, names.length);
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const query = new URLSearchParams([...new FormData(form)].filter(([name, value]) => value || name === 'all'));
    const address = `${form.action}${query.size ? `?${query}` : ''}`;
    try {
      const answer = await fetch(address, { headers: { Accept: 'text/html' }, signal: asking.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      one('#results').replaceWith(one('#results', page));
      found.textContent = one('#found', page).textContent;
      names = undefined;
      history.replaceState(null, '', address);
      showPlaces();
    } catch (error) {
      if (error.name !== 'AbortError') form.submit();
    }
  }

  const isComplete = () => 'complete' in one('#results').dataset;
  input.addEventListener('input', () => {
    if (isComplete()) return filterHere();
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    if (isComplete()) filterHere(); else ask();
  });
  if (input.value && isComplete()) filterHere();  // the browser remembers what was typed
}

function setUpListing() {
  const form = one('.filter');
  if (form) setUpFilter(form);
  showPlaces();
  addEventListener('pageshow', showPlaces);
  document.addEventListener('keydown', (event) => {
    const input = one('#filter');
    if (isCommand(event) || !input) return;
    if (event.key === '/' && !isTyping(event.target)) {
      event.preventDefault();
      input.select();
      input.focus();
    } else if (event.key === 'Escape' && event.target === input && input.value) {
      event.preventDefault();
      input.value = '';
      input.dispatchEvent(new Event('input'));
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const links = every('.names li:not([hidden]) > a');
      const at = links.indexOf(document.activeElement);
      if (at < 0 && (event.target !== input || event.key === 'ArrowUp')) return;
      event.preventDefault();
      const to = at + (event.key === 'ArrowDown' ? 1 : -1);
      (links[to] ?? (to < 0 ? input : links[at]))?.focus();
    }
  });
}

const clock = (seconds) => {
  const [h, m, s] = [seconds / 3600, seconds / 60 % 60, seconds % 60].map(Math.floor);
  const two = (number) => String(number).padStart(2, '0');
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
};

function notify(text, label, act) {
  const notice = one('#notice');
  notice.textContent = text;
  if (!label) return;
  const button = document.createElement('button');
  button.textContent = label;
  button.addEventListener('click', () => {
    notice.textContent = '';
    act();
    one('#media').focus();
  });
  notice.append(button);
}

const isWorthKeeping = (media) => media.currentTime > 5 && media.currentTime < media.duration - 8;

function setUpPlaces(media, path) {
  const resume = () => {
    const place = places.of(path);
    if (!place || location.hash === '#go' || place[0] >= media.duration - 8) return;
    media.currentTime = place[0];
    notify(`Going on at ${clock(place[0])}.`, 'From the start', () => { media.currentTime = 0; });
  };
  let savedAt = 0;
  const save = () => {
    if (!Number.isFinite(media.duration) || media.readyState < 1) return;
    savedAt = Date.now();
    places.set(path, isWorthKeeping(media) && [media.currentTime, media.duration]);
  };
  if (media.readyState >= 1) resume(); else media.addEventListener('loadedmetadata', resume, { once: true });
  media.addEventListener('timeupdate', () => {
    if (!media.paused && Date.now() - savedAt > 2000) save();
  });
  for (const event of ['pause', 'ended', 'seeked']) media.addEventListener(event, () => media.played.length && save());
  addEventListener('pagehide', () => media.played.length && save());
}

function setUpSubtitles(media) {
  const tracks = [...media.textTracks];
  const show = (language) => tracks.forEach((track) => {
    track.mode = track.language === language ? 'showing' : 'disabled';
  });
  const spoken = (language) => tracks.find((track) => track.language.split('-')[0] === language.split('-')[0]);
  const wanted = kept.get('subtitles') ?? navigator.languages.map(spoken).find(Boolean)?.language;
  if (wanted === '' || tracks.some((track) => track.language === wanted)) show(wanted);
  let chosen = false;  // by a person: what the browser does at first is no wish
  for (const event of ['pointerdown', 'keydown']) addEventListener(event, () => { chosen = true; }, true);
  media.textTracks.addEventListener('change', () => {
    if (chosen) kept.set('subtitles', tracks.find((track) => track.mode === 'showing')?.language ?? '');
  });
  return () => {
    const at = tracks.findIndex((track) => track.mode === 'showing');
    show(tracks[at + 1]?.language);  // none behind the last
  };
}

function setUpNext(media, next) {
  const label = document.createElement('label');
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.checked = kept.get('goes-on', false);
  box.addEventListener('change', () => kept.set('goes-on', box.checked));
  label.append(box, 'Go on to the next by itself');
  one('.neighbours').append(label);
  media.addEventListener('ended', () => {
    if (box.checked) location.assign(`${next.href}#go`);
  });
}

function setUpPlayer(media) {
  const previous = one('[rel=prev]');
  const next = one('[rel=next]');
  const nextSubtitles = setUpSubtitles(media);
  setUpPlaces(media, location.pathname);
  if (next) setUpNext(media, next);
  media.volume = kept.get('volume', 1);
  media.addEventListener('volumechange', () => kept.set('volume', media.volume));
  media.addEventListener('error', () => notify(
    'This browser cannot play this file. Another player may: open the file there, or download it.'));
  if (location.hash === '#go') media.play().catch(() => {});

  const skip = (seconds) => {
    media.currentTime = Math.max(0, Math.min(media.currentTime + seconds, media.duration || 0));
  };
  const louder = (by) => { media.volume = Math.max(0, Math.min(1, media.volume + by)); };
  const playOrPause = () => { media.paused ? media.play().catch(() => {}) : media.pause(); };
  const fullScreen = () => {
    if (document.fullscreenElement) document.exitFullscreen(); else media.requestFullscreen?.().catch(() => {});
  };
  const ofBrowser = {  // what its own controls do as well, if they have the focus
    ' ': playOrPause,
    ArrowLeft: () => skip(-5), ArrowRight: () => skip(5), ArrowUp: () => louder(.1), ArrowDown: () => louder(-.1),
  };
  const ours = {
    k: playOrPause, j: () => skip(-10), l: () => skip(10), f: fullScreen, c: nextSubtitles,
    m: () => { media.muted = !media.muted; },
    n: () => next?.click(), p: () => previous?.click(),
  };
  // Chromium tells one of its controls from the film that one has clicked, where its arrows go by the hundredth;
  // Firefox does not, and has the same keys as we do.
  const tellsApart = !CSS.supports('-moz-appearance', 'none');
  const isOfControl = (target, key) => target === media && (key === ' ' || !tellsApart || !media.matches(':focus'));
  document.addEventListener('keydown', (event) => {
    if (isCommand(event) || isTyping(event.target)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const isTaken = isOfControl(event.target, key) || (key === ' ' && event.target.closest('button, summary, input'));
    const act = ours[key] ?? (isTaken ? undefined : ofBrowser[key]);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation(); // Chromium's player does not ask whether it was prevented
    act();
  }, true);
  one('.keys').hidden = false;
}

const media = one('#media');
if (media) setUpPlayer(media); else setUpListing();
