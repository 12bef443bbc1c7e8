/** The system's errors in words; its own messages hold absolute paths. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  EISDIR: "it is a directory",
  ENOTDIR: "a part of its path is not a directory",
  EEXIST: "a part of its path is not a directory",
  ENOENT: "there is no such file or directory",
  ENOSPC: "no space is left on the device",
  EDQUOT: "the disk quota is used up",
  EFBIG: "it is too large",
  ELOOP: "its symbolic links go in a circle",
  ENAMETOOLONG: "its name is too long",
  EMFILE: "too many files are open",
  EBUSY: "it is in use",
  EIO: "the device reports an error",
};

/** Why the file system refused. An error that is not the file system's is ours, and thrown on. */
export function systemReason(error: unknown): { code: string; reason: string } {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  const fromSystem = error instanceof Error && "syscall" in error;
  if (code === undefined || !(fromSystem || code in reasons)) throw error;
  return { code, reason: reasons[code] ?? `the system says ${code}` };
}
