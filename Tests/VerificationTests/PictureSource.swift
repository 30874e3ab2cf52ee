import API
import Foundation

@testable import Media
@testable import Verification

/// A source to be encoded: made, or a file.
struct PictureSource {
  let name: String
  let input: [String], filters: [String]
  let file: String?

  init(_ name: String, _ made: String, filters: [String] = []) {
    (self.name, input, self.filters, file) = (name, ["-f", "lavfi", "-i", made], filters, nil)
  }

  init(file: String) {
    (name, input, filters, self.file) = ((file as NSString).lastPathComponent, Input.options, [], file)
  }

  /// Films that move, of which no two look alike.
  static let moving = [
    PictureSource("test pattern", "testsrc2=s=320x180:r=24:d=5"),
    PictureSource("zoom", "mandelbrot=s=320x180:r=24"),
  ]

  /// Sources that are hard to keep, or have nothing to keep.
  static let hard =
    moving + [
      PictureSource("black", "color=black:s=320x180:r=24:d=3"),
      PictureSource("white", "color=white:s=320x180:r=24:d=3"),
      PictureSource("noise", "color=gray:s=320x180:r=24:d=3,noise=alls=100:allf=t+u"),
      PictureSource(
        "random",
        "nullsrc=s=160x90:r=24:d=3,format=yuv420p,geq=lum=random(1)*255:cb=random(2)*255:cr=random(3)*255"),
      PictureSource(
        "coarse noise", "color=gray:s=40x22:r=24:d=3,noise=alls=60:allf=t+u,scale=640:360:flags=bilinear"),
      PictureSource("life", "life=s=320x180:r=24:mold=10:ratio=0.3:death_color=#C83232:life_color=#00ff00"),
      PictureSource("dark", "testsrc2=s=640x360:r=24:d=3,eq=brightness=-0.42:contrast=0.12"),
      PictureSource("small", "testsrc2=s=64x64:r=24:d=3"),
      PictureSource("tiny clip", "testsrc2=s=160x90:r=24:d=3"),
      PictureSource("gray", "testsrc2=s=320x180:r=24:d=3,hue=s=0"),
      PictureSource("bars", "smptehdbars=s=320x180:r=24:d=3"),
      PictureSource("fade", "testsrc2=s=320x180:r=24:d=3,format=yuv420p,fade=in:0:72"),
      PictureSource(
        "HDR",
        "mandelbrot=s=320x180:r=24,format=yuv420p10le,setparams=range=tv:color_trc=smpte2084:color_primaries=bt2020:colorspace=bt2020nc"
      ),
      PictureSource(
        "full range", "testsrc2=s=320x180:r=24:d=3,format=yuvj420p",
        filters: ["scale=in_range=full:out_range=full"]),
      PictureSource(
        "fields", "testsrc2=s=320x180:r=48:d=6,tinterlace=interleave_top,setfield=tff",
        filters: ["bwdif=mode=send_frame:parity=auto:deint=interlaced"]),
    ]

  /// The files that a folder has.
  static func files(in folder: String) -> [PictureSource] {
    (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted()
      .filter { ($0 as NSString).pathExtension != "tsv" && ($0 as NSString).pathExtension != "" }
      .map { PictureSource(file: folder + "/" + $0) }
  }
}

/// A fault that is done to the pictures on their way to the encoder.
struct PictureFault {
  let name: String
  var filters: [String] = [], input: [String] = []

  static let none = PictureFault(name: "none")
  static let all = [
    PictureFault(
      name: "another film",
      input: [
        "-f", "lavfi", "-i", "life=s=320x180:r=24:mold=100:life_color=#2060ff:death_color=#c0a010,gblur=6",
      ]),
    PictureFault(name: "a second late", filters: ["tpad=start=24:start_mode=clone", "trim=end_frame=72"]),
    PictureFault(name: "a second early", filters: ["trim=start_frame=24", "setpts=PTS-STARTPTS"]),
    PictureFault(name: "upside down", filters: ["vflip"]),
    PictureFault(name: "chroma exchanged", filters: ["swapuv"]),
    PictureFault(name: "half green", filters: ["drawbox=x=iw/2:w=iw/2:h=ih:color=green:t=fill"]),
    PictureFault(
      name: "half without data",
      filters: ["geq=lum='lum(X,Y)*lt(X,W/2)':cb='cb(X,Y)*lt(X,W/2)':cr='cr(X,Y)*lt(X,W/2)'"]),
  ]
}

/// The finding of the check, and the numbers behind it.
struct PictureFinding {
  let finding: Finding
  let similarity: Double, distance: Double, pull: Double

  init(_ own: FrameSamples, _ result: Thumbnails, width: Int, height: Int) {
    let scale = PictureScale(width: width, height: height)
    finding = PictureCheck(width: width, height: height).finding(result, of: own) { Double($0) / 24 }
    let all = own.thumbnails.frames
    let likenesses = zip(all, result.frames).map { Likeness($0, $1, scale) }
    similarity = likenesses.map(\.similarity).min() ?? 1
    distance = likenesses.map(\.distance).max() ?? 0
    pull =
      result.frames.indices.flatMap { place in
        ([place - 1, place + 1].filter(all.indices.contains).map { Impostor.sample($0) } + [
          .upsideDown, .exchangedChroma,
        ])
        .compactMap { impostor -> Double? in
          let other = impostor.frame(of: all[place], among: all)
          guard Likeness(other, result.frames[place], scale).similarity > impostor.limits.similarity else {
            return nil
          }
          return Likeness.pull(of: result.frames[place], from: all[place], to: other, impostor, scale)
        }
      }.max() ?? 0
  }

  var row: String {
    func text(_ value: Double) -> String { String(format: "%.2f", value) }
    return
      "SSIM \(text(similarity)) distance \(text(distance)) pull \(text(pull)) \(finding.passed ? "same" : "other")"
  }
}
