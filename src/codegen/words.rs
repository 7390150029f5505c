//! What programs say of themselves, in both languages.

use super::{Kept, Language, Pooling, literal::pair};
use crate::{
    pixels::Grey,
    window::{Padding, Window},
};

/// The sentences of one language.
#[derive(Clone, Copy)]
pub struct Words(Language);

impl Words {
    pub fn of(language: Language) -> Self {
        Self(language)
    }

    fn pick<T>(self, korean: T, english: T) -> T {
        match self.0 {
            Language::Korean => korean,
            Language::English => english,
        }
    }

    pub fn header(self) -> &'static str {
        self.pick(
            "Convscope에서 만들었어요. 이 코드는 자유롭게 쓰세요(MIT 또는 Apache-2.0).",
            "Made with Convscope. Use this code freely (MIT or Apache-2.0).",
        )
    }

    pub fn photo(self, credit: &str) -> String {
        format!("{} {credit}", self.pick("사진:", "Photo:"))
    }

    pub fn picture(self) -> &'static str {
        self.pick("사진: (높이, 너비, 3), 8비트", "The picture: (height, width, 3), 8-bit")
    }

    pub fn picture_file(self) -> &'static str {
        self.pick(
            "picture.png를 이 파일 옆에 두세요. 내 사진으로 바꿔도 돼요.",
            "Put picture.png beside this file; any picture of yours will do.",
        )
    }

    pub fn grey(self, grey: Grey) -> &'static str {
        match grey {
            Grey::Mean => self.pick(
                "회색조: R, G, B의 평균에서 소수점 아래를 버려요",
                "Greyscale: the mean of R, G and B, cut to an integer",
            ),
            Grey::Rec601 => self.pick(
                "회색조: Rec. 601, Pillow의 convert(\"L\")과 같아요",
                "Greyscale: Rec. 601, as Pillow's convert(\"L\")",
            ),
            Grey::Rec709 => self.pick(
                "회색조: Rec. 709, 반올림해요",
                "Greyscale: Rec. 709, rounded to nearest",
            ),
            Grey::R => self.pick("회색조: R 채널만 써요", "Greyscale: the red channel"),
            Grey::G => self.pick("회색조: G 채널만 써요", "Greyscale: the green channel"),
            Grey::B => self.pick("회색조: B 채널만 써요", "Greyscale: the blue channel"),
        }
    }

    pub fn four_axes(self) -> &'static str {
        self.pick(
            "네 축으로 바꿔요: (사진 수, 높이, 너비, 채널)",
            "Four axes, as networks take them: (pictures, height, width, channels)",
        )
    }

    pub fn filter(self, shape: [usize; 4], flip: bool) -> String {
        let [height, width, channels, filters] = shape;
        let size = format!("({height}, {width}, {channels}, {filters})");
        let said = self.pick(
            format!("필터 {size}: (높이, 너비, 입력 채널, 출력 채널)"),
            format!("The filter, {size}: (height, width, channels in, channels out)"),
        );
        if !flip {
            return said;
        }
        let turned = self.pick(
            "수학의 합성곱이라서 쓸 때 180도 돌려요.",
            "Convolution as mathematics has it: it is turned by 180 degrees when used.",
        );
        format!("{said}\n{turned}")
    }

    pub fn convolution(self, window: &Window) -> String {
        format!(
            "{}: {}",
            self.pick("합성곱(convolution)", "Convolution"),
            self.window(window)
        )
    }

    pub fn pooling(self, layer: &Pooling) -> String {
        let name = match layer.kept {
            Kept::Largest => self.pick("최댓값 풀링(max pooling)", "Max pooling"),
            Kept::Mean { .. } => self.pick("평균 풀링(average pooling)", "Average pooling"),
        };
        let size = pair(layer.window.kernel);
        let mut said = self.pick(
            format!("{name}: 창 {size}, {}", self.window(&layer.window)),
            format!("{name}: window {size}, {}", self.window(&layer.window)),
        );
        if layer.window.ceil_mode {
            said += ", ceil mode";
        }
        said
    }

    fn window(self, window: &Window) -> String {
        let strides = pair(window.strides);
        let padding = match window.padding {
            Padding::Valid => "VALID".into(),
            Padding::Same => "SAME".into(),
            Padding::Explicit([[top, bottom], [left, right]]) => self.pick(
                format!("위 {top}, 아래 {bottom}, 왼쪽 {left}, 오른쪽 {right}"),
                format!("{top} above, {bottom} below, {left} left, {right} right"),
            ),
        };
        let mut said = self.pick(
            format!("스트라이드(stride) {strides}, 패딩(padding) {padding}"),
            format!("stride {strides}, padding {padding}"),
        );
        if window.dilations != [1, 1] {
            let dilations = pair(window.dilations);
            said += &self.pick(
                format!(", 팽창(dilation) {dilations}"),
                format!(", dilation {dilations}"),
            );
        }
        said
    }

    pub fn by_hand(self) -> &'static str {
        self.pick(
            "한 줄로 해 주는 함수가 없어서 창의 칸을 하나씩 모아요.",
            "No single call does this, so the cells of each window are gathered one by one.",
        )
    }

    pub fn spread(self) -> &'static str {
        self.pick(
            "Keras는 스트라이드와 팽창을 함께 받지 않아서, 필터를 0으로 벌려요.",
            "Keras takes no stride together with a dilation, so the filter is spread with zeros.",
        )
    }

    pub fn channels_first(self) -> &'static str {
        self.pick(
            "PyTorch는 채널이 앞에 와요: (사진 수, 채널, 높이, 너비)",
            "PyTorch has the channels first: (pictures, channels, height, width)",
        )
    }

    pub fn channels_last(self) -> &'static str {
        self.pick(
            "실험실처럼 채널을 다시 끝으로 보내요",
            "Channels last again, as in the lab",
        )
    }

    pub fn same_function(self) -> &'static str {
        self.pick(
            "SAME의 앞뒤 패딩. 홀수면 뒤가 하나 더 많아요(TensorFlow의 규칙).",
            "Padding before and after under SAME; an odd cell goes after, as in TensorFlow.",
        )
    }

    pub fn overhang_function(self) -> &'static str {
        self.pick(
            "ceil mode에서 마지막 창이 끝을 넘는 칸 수. 창은 입력 안이나 앞쪽 패딩에서 시작해야 해요.",
            "How far the last window of ceil mode overhangs; it must start in the input or before it.",
        )
    }

    pub fn windows_function(self) -> &'static str {
        self.pick(
            "모든 창: (사진 수, 출력 높이, 출력 너비, 채널, 창 높이, 창 너비)",
            "Every window: (pictures, out height, out width, channels, window height, window width).",
        )
    }

    pub fn taps_function(self) -> &'static str {
        self.pick(
            "창의 칸마다, 모든 창에서 그 칸에 놓인 값의 맵",
            "For each cell of the window, the map of what lies under it in every window.",
        )
    }

    pub fn title(self) -> &'static str {
        self.pick("# 사진에서 특징 맵까지", "# From a picture to feature maps")
    }

    pub fn introduction(self) -> &'static str {
        self.pick(
            "Convscope 실험실에서 본 것을 TensorFlow로 다시 계산해요. 위에서부터 차례로 실행하세요. 마지막 변수 `output`이 실험실의 출력과 같아요.\n\n\
             **GPU로 실행하기**: Colab에서는 *런타임 → 런타임 유형 변경 → 하드웨어 가속기*에서 GPU를 고르면 돼요. 이 노트북은 CPU로도 금방 끝나요.",
            "This computes with TensorFlow what the lab in Convscope showed. Run it from top to bottom; the variable `output` equals the lab's output.\n\n\
             **On a GPU**: in Colab, choose a GPU under *Runtime → Change runtime type → Hardware accelerator*. A CPU is quick enough for this notebook, too.",
        )
    }

    pub fn libraries(self) -> &'static str {
        self.pick("## 준비", "## Libraries")
    }

    pub fn own_picture(self) -> &'static str {
        self.pick(
            "## 내 사진으로 바꾸기\n`SOURCE`를 `upload`나 `drive`로 바꾸면 내 사진으로 계산해요. 그대로 두면 이 노트북에 든 사진을 써요.",
            "## A picture of your own\nSet `SOURCE` to `upload` or `drive` for your own picture; as it is, the one inside this notebook is used.",
        )
    }

    pub fn carried(self) -> &'static str {
        self.pick(
            "사진은 이 셀 안에 들어 있어요: (높이, 너비, 3), 8비트",
            "The picture is inside this cell: (height, width, 3), 8-bit",
        )
    }

    pub fn drive_path(self) -> &'static str {
        self.pick("Drive에 있는 내 사진의 경로", "the path of your picture on Drive")
    }

    pub fn pooled_further(self) -> &'static str {
        self.pick(
            "한 걸음 더: 특징 맵을 최댓값 풀링(max pooling)으로 줄여요",
            "One step further: max pooling makes the map smaller",
        )
    }

    pub fn side_by_side(self) -> &'static str {
        self.pick("나란히 보기", "Side by side")
    }

    pub fn licence(self) -> &'static str {
        self.pick(
            "코드는 MIT 또는 Apache-2.0, 그림은 CC BY 4.0으로 자유롭게 쓰세요.",
            "Use the code freely under MIT or Apache-2.0, the figures under CC BY 4.0.",
        )
    }
}
