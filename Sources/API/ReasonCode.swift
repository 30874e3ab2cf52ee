import Glibc
import Platform

/// Why a file was left alone or a job failed: the closed list, in the order in which a file meets them.
///
/// The manual's table of reasons documents each one; a test compares the two.
public enum ReasonCode: String, Codable, Sendable, CaseIterable {
  // Discovery: what the file system shows without opening the file.
  case notRegular = "not_regular"
  case unreadable
  case outsideLibraries = "outside_libraries"
  case skipMarker = "skip_marker"
  case emptyFile = "empty_file"
  case tooSmall = "too_small"
  case tooYoung = "too_young"
  case unstable
  case hardLinked = "hard_linked"

  // Probe: what kind of thing the content is.
  case notMedia = "not_media"
  case forbiddenFormat = "forbidden_format"
  case probeFailed = "probe_failed"
  case tooComplex = "too_complex"
  case noVideo = "no_video"
  case pictureOnly = "picture_only"

  // Gates: whether it can become something equivalent.
  case alreadyCondensed = "already_condensed"
  case alreadyTargetCodec = "already_target_codec"
  case skippedCodec = "skipped_codec"
  case wrongCodec = "wrong_codec"
  case encrypted
  case dolbyVision = "dolby_vision"
  case layeredVideo = "layered_video"
  case hdr10Plus = "hdr10_plus"
  case hdr
  case interlaced
  case pixelFormat = "pixel_format"
  case unsupportedContainer = "unsupported_container"
  case unsupportedStream = "unsupported_stream"
  case unsupportedShape = "unsupported_shape"
  case timestamps
  case changingColours = "changing_colours"
  case changingAudio = "changing_audio"

  // Jobs: what went wrong on the way.
  case sourceDamaged = "source_damaged"
  case sourceChanged = "source_changed"
  case sourceVanished = "source_vanished"
  case toolMissing = "tool_missing"
  case encoderUnavailable = "encoder_unavailable"
  case encoderFailed = "encoder_failed"
  case stalled
  case killed
  case interrupted
  case cancelled
  case workDir = "work_dir"
  case lowSpace = "low_space"
  case insufficientSavings = "insufficient_savings"
  case verificationFailed = "verification_failed"
  case inUse = "in_use"
  case offline
  case nameTaken = "name_taken"
  case notWritable = "not_writable"
  case metadataNotKept = "metadata_not_kept"
  case replaceFailed = "replace_failed"
  case replaceInterrupted = "replace_interrupted"
  case foreignNote = "foreign_note"
  case ioError = "io_error"

  /// Whether trying again later may help without anybody changing anything.
  public var isTransient: Bool {
    switch self {
    case .stalled, .killed, .ioError, .sourceChanged, .sourceVanished: true
    default: isWaiting
    }
  }

  /// Whether what was finished of a file's encode is good still, when it is tried again.
  public var leavesSegments: Bool { isTransient && ![.sourceChanged, .sourceVanished].contains(self) }

  /// Whether nothing has failed: the file waits until something around it is over, however often that takes.
  public var isWaiting: Bool {
    switch self {
    case .unstable, .toolMissing, .interrupted, .workDir, .lowSpace, .inUse, .offline: true
    default: false
    }
  }
}

extension ReasonCode {
  /// Whether a person can do something about the file itself, or about what lies around it.
  public var isActionable: Bool {
    switch self {
    case .unreadable, .emptyFile, .hardLinked, .notMedia, .forbiddenFormat, .probeFailed, .tooComplex,
      .unsupportedContainer,
      .unsupportedStream, .unsupportedShape, .timestamps, .sourceDamaged, .encoderFailed, .verificationFailed,
      .nameTaken, .notWritable, .metadataNotKept, .replaceFailed, .replaceInterrupted, .foreignNote:
      true
    default:
      false
    }
  }
}

/// A reason code with one sentence of what was seen and what to do about it.
public struct Reason: Codable, Hashable, Sendable, Error, CustomStringConvertible {
  /// Which reason.
  public var code: ReasonCode
  /// A description of the cause, with advice, for people.
  public var detail: String

  /// A reason with its sentence.
  public init(_ code: ReasonCode, _ detail: String) {
    self.code = code
    self.detail = detail
  }

  /// As in `too_small: 3 MB is below min_bytes (2 GiB)`.
  public var description: String { "\(code.rawValue): \(detail)" }
}

extension Reason {
  /// `killed`, if a tool's end is a signal that came from outside: one that the tool did not bring on itself.
  public static func killed(_ tool: String, _ exit: Exit) -> Reason? {
    guard case .signal(let signal) = exit, ![SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE].contains(signal) else {
      return nil
    }
    return Reason(.killed, "\(tool) was ended from outside by signal \(signal)")
  }
}
