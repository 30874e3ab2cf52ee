import API
import Configuration
import Glibc
import Platform

/// The place of unfinished results, `temp_output_dir`: without it nothing can be done, and no film is to blame.
enum WorkDirectoryCheck {
  /// Why nothing can be written there, or nil. Makes it if need be. May hang as long as its filesystem does.
  static func obstacle(_ config: Config) -> Reason? {
    let path = config.tempOutputDir
    do throws(SystemError) {
      try Files.makeDirectories(path)
      let status = try FileStatus.of(Files.resolved(path))
      if status.kind != .directory { throw SystemError("open", path.display, errno: ENOTDIR) }
      if let obstacle = Files.obstacle(to: [.write, .pass], of: path) { throw obstacle }
      return nil
    } catch {
      // A full disk has its own reason.
      if [ENOSPC, EDQUOT].contains(error.errno) { return nil }
      return Reason(
        .workDir,
        "'temp_output_dir' (\(path)) cannot be used: \(error); `condense doctor`, as root, names what mends it"
      )
    }
  }

  /// Returns the obstacle behind a failure: if the failure may come from the work directory, and nothing can
  /// be written there, it is that.
  static func behind(_ error: any Error, _ config: Config) -> Reason? {
    switch error {
    case is SystemError: return obstacle(config)
    case let reason as Reason where [.ioError, .encoderFailed, .killed].contains(reason.code):
      return obstacle(config)
    case _: return nil
    }
  }
}
