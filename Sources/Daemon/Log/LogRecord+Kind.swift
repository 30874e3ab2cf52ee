extension LogRecord {
  /// The closed list of what the log tells; the manual's table documents each, the catalog says what to do.
  public enum Kind: String, Sendable, CaseIterable {
    case started, ready, stopping, reloaded
    case reloadRefused = "reload_refused"
    case libraryOffline = "library_offline"
    case libraryBack = "library_back"
    case degraded
    case jobStarted = "job_started"
    case jobDone = "job_done"
    case jobFailed = "job_failed"
    case jobWaits = "job_waits"
    case jobCancelled = "job_cancelled"
    case fileSkipped = "file_skipped"
    case paused, resumed, frozen, thawed
    case spaceShort = "space_short"
    case spaceBack = "space_back"
    case recovered
    case inDoubt = "in_doubt"
    case originalPurged = "original_purged"
    case originalRestored = "original_restored"
    case originalLeft = "original_left"
    case note, warning

    /// The kind's `MESSAGE_ID`, drawn at random once and never changed: others may look for it (sd-id128(3)).
    public var messageID: String {
      switch self {
      case .started: "24382fa248a644beaa07b004b971ece6"
      case .ready: "3a783ab5511842e69e6942ab5bf4a786"
      case .stopping: "a1cf8ee51edd44cdbfe09071623f79a1"
      case .reloaded: "5181af23ad09463bae5ef9547e1d9308"
      case .reloadRefused: "584c649ec9e84a1d8b730ae4beb506ed"
      case .libraryOffline: "117e4b1758b1484e8465d4b886ff2413"
      case .libraryBack: "9e14ede0655e4dc59e94f1a9ba6efb10"
      case .degraded: "d527f2ff47874991af6fa4349aa6ac77"
      case .jobStarted: "52a0f2b4e5184b219aec8cfd5c673252"
      case .jobDone: "b1dc8c32e88c43138eabc163ea3e9259"
      case .jobFailed: "f3e644025d42422897516bc1ac4113e4"
      case .jobWaits: "e6ece31f2b40474f903566fb480c7f7e"
      case .jobCancelled: "f814dc03d874411b91b55e4752e150a2"
      case .fileSkipped: "03d024d43a8e4ea9a6e0e02efeb72c64"
      case .paused: "3e62360a90fc42cdb2b73a8864c0f81a"
      case .resumed: "2d7fa6983a1544eba5a5de5d1100040f"
      case .frozen: "a8f8d9b48867438294d6ea004295ff8b"
      case .thawed: "518d3cdac6f346b1bfbe0be52429490c"
      case .spaceShort: "f7661f4206f34b1bb1418b96510fa08f"
      case .spaceBack: "0d3d204c796b4b1da18876e354e4e1d6"
      case .recovered: "8f357fbb8b4248a9905a9a9075524388"
      case .inDoubt: "353eda6ac4514c65a4365e4333fd3d74"
      case .originalPurged: "25671c1b7092409bb42978d8cef940d2"
      case .originalRestored: "3118d9e12b7d4f9b9300f362ec6b7192"
      case .originalLeft: "6095db6231364db88db7aad42569af2a"
      case .note: "a08a7495b34243c98d0f5813b588f344"
      case .warning: "ad30db8ae27e479d8b2f5e66e4ea21b1"
      }
    }

    /// How much it usually matters.
    public var level: Level {
      switch self {
      case .reloadRefused, .jobFailed, .inDoubt: .error
      case .libraryOffline, .degraded, .fileSkipped, .spaceShort, .originalLeft, .warning: .warning
      case .ready, .stopping, .reloaded, .libraryBack, .jobDone, .spaceBack, .recovered, .originalRestored:
        .notice
      case .started, .jobStarted, .jobWaits, .jobCancelled, .paused, .resumed, .frozen, .thawed,
        .originalPurged, .note:
        .info
      }
    }
  }
}
