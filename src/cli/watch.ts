import { realpathSync, type Stats } from "node:fs";
import { basename, dirname, relative, sep } from "node:path";
import type { Api } from "./api.ts";
import { Compilation } from "./compile.ts";
import { isConfigName } from "./config.ts";
import { exitCode, UsageError, type ExitCode } from "./exit-code.ts";
import type { Place } from "./inputs.ts";
import type { Io } from "./io.ts";
import { settingsOf, type Asked, type Settings } from "./settings.ts";
import { show } from "./show.ts";

/** What editors write in several steps is compiled once. */
const settling = 60;

/**
 * `nablac compile --watch`: compiles, and again whatever changes, until it is told to stop. What is shown stays; an
 * error in a file ends nothing. chokidar tells of changes: what Node.js has for that misses files in new folders, and
 * those that editors put in the place of old ones.
 */
export async function watchFiles(asked: Asked, io: Io, api: Api): Promise<ExitCode> {
  const session = new Session(asked, io, api);
  if (!(await session.begin())) return exitCode.usage;
  const { watch } = await import("chokidar");
  const watcher = watch(session.folders(), {
    ignoreInitial: true,
    ignored: (path, stats) => !session.watches(path, stats),
  });
  let timer: NodeJS.Timeout | undefined;
  watcher.on("all", (event, path) => {
    if (event === "addDir" || event === "unlinkDir") return;
    if (isConfigName(basename(path))) session.doubtSettings();
    clearTimeout(timer);
    timer = setTimeout(() => void session.again().then(() => watcher.add(session.folders())), settling);
  });
  await new Promise<void>((ready) => watcher.once("ready", ready));
  // What changed while the watcher looked around is not told by it.
  session.doubtSettings();
  await session.again();
  session.announce();
  await stopOf(io.stopped);
  clearTimeout(timer);
  await watcher.close();
  await session.again();
  return exitCode.done;
}

const stopOf = (stopped: AbortSignal): Promise<void> =>
  new Promise((stop) => {
    if (stopped.aborted) stop();
    else stopped.addEventListener("abort", () => stop(), { once: true });
  });

/** What is being watched, and the compilation that goes on: one run at a time. */
class Session {
  readonly #asked: Asked;
  readonly #io: Io;
  readonly #api: Api;
  #settings: Settings | undefined;
  #areDoubtful = true;
  #compilation: Compilation | undefined;
  #places: readonly Place[] = [];
  #running: Promise<void> = Promise.resolve();

  constructor(asked: Asked, io: Io, api: Api) {
    this.#asked = asked;
    this.#io = io;
    this.#api = api;
  }

  /** Compiles all there is; false where the command line or the configuration does not let it. */
  async begin(): Promise<boolean> {
    if (!(await this.#settle())) return false;
    await this.#run();
    return true;
  }

  announce(): void {
    const { quiet, format } = this.#asked.command;
    const where = this.folders().map((folder) => show(folder, this.#io.cwd));
    if (!quiet && format !== "json") this.#io.stderr.write(`watching ${where.join(", ")}; Ctrl+C ends\n`);
  }

  /** The configuration may have changed. */
  doubtSettings(): void {
    this.#areDoubtful = true;
  }

  /** Compiles what changed, after what is being compiled now. */
  again(): Promise<void> {
    this.#running = this.#running.then(async () => {
      try {
        if (await this.#settle()) await this.#run();
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        this.#io.stderr.write(`error: ${error.message}\n`);
      }
    });
    return this.#running;
  }

  async #settle(): Promise<boolean> {
    if (!this.#areDoubtful) return true;
    const settings = await settingsOf(this.#asked, this.#io);
    if (!settings) return false;
    this.#areDoubtful = false;
    if (JSON.stringify(settings) === JSON.stringify(this.#settings)) return true;
    // Other settings may change every output.
    this.#compilation = new Compilation(settings, this.#io, this.#api);
    this.#settings = settings;
    return true;
  }

  async #run(): Promise<void> {
    const { places } = await this.#compilation!.run();
    this.#places = places;
  }

  /** The folders in which something may change. */
  folders(): string[] {
    const folders = this.#places.flatMap((place) => folderOf(place) ?? []);
    const configFolder = this.#settings?.configFolder;
    return [...new Set(configFolder === undefined ? folders : [...folders, configFolder])];
  }

  /** Models and configurations, and the folders in which a model may be. */
  watches(path: string, stats: Stats | undefined): boolean {
    const name = basename(path);
    if (name.endsWith(".nabla") || isConfigName(name)) return true;
    if (stats?.isFile()) return false;
    if (this.folders().includes(path)) return true;
    if (leadsBack(path)) return false;
    return this.#places.some((place) => {
      if (place.kind !== "folder" && place.kind !== "pattern") return false;
      const parts = relative(folderOf(place)!, path).split(sep);
      return parts[0] !== ".." && parts.every((part) => part !== "node_modules" && !part.startsWith("."));
    });
  }
}

/** Whether a link leads to a folder that it is in. */
function leadsBack(path: string): boolean {
  try {
    const [folder, real] = [realpathSync(dirname(path)), realpathSync(path)];
    return folder === real || folder.startsWith(`${real}${sep}`);
  } catch {
    return false;
  }
}

function folderOf(place: Place): string | undefined {
  if (place.kind === "folder") return place.path;
  if (place.kind === "pattern") return place.base;
  return place.kind === "file" ? dirname(place.path) : undefined;
}
