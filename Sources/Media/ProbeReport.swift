import API

/// ffprobe's JSON, field for field; `MediaInfo` is made from it.
struct ProbeReport: Decodable {
  struct Failure: Decodable {
    var code: Int
    var string: String?
  }
  struct Format: Decodable {
    var formatName: String?
    var startTime: String?
    var duration: String?
    var size: String?
    var tags: [String: String]?
  }
  struct SideData: Decodable {
    var sideDataType: String?
    var displaymatrix: String?
    var redX: String?, redY: String?, greenX: String?, greenY: String?, blueX: String?, blueY: String?
    var whitePointX: String?, whitePointY: String?
    var minLuminance: String?, maxLuminance: String?
    var maxContent: Int?, maxAverage: Int?
    var type: String?, projection: String?
    var dvProfile: Int?, dvBlSignalCompatibilityId: Int?
  }
  struct Stream: Decodable {
    var index: Int
    var codecName: String?
    var codecType: String?
    var codecTagString: String?
    var profile: String?
    var width: Int?
    var height: Int?
    var pixFmt: String?
    var sampleAspectRatio: String?
    var fieldOrder: String?
    var colorRange: String?
    var colorPrimaries: String?
    var colorTransfer: String?
    var colorSpace: String?
    var chromaLocation: String?
    var timeBase: String?
    var startTime: String?
    var duration: String?
    var avgFrameRate: String?
    var rFrameRate: String?
    var nbFrames: String?
    var bitRate: String?
    var channels: Int?
    var channelLayout: String?
    var extradataSize: Int?
    var extradataHash: String?
    var sampleRate: String?
    var disposition: [String: Int]?
    var tags: [String: String]?
    var sideDataList: [SideData]?
  }
  struct Chapter: Decodable {
    var startTime: String?
    var endTime: String?
    var tags: [String: String]?
  }
  struct Frame: Decodable {
    var interlacedFrame: Int?
    var colorRange: String?
    var colorPrimaries: String?
    var colorTransfer: String?
    var colorSpace: String?
    var chromaLocation: String?
    var sideDataList: [SideData]?
  }
  struct Packet: Decodable {
    var flags: String?
  }

  var error: Failure?
  var format: Format?
  var streams: [Stream]?
  var chapters: [Chapter]?
  var frames: [Frame]?
  var packets: [Packet]?
}
