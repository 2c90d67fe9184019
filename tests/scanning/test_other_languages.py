"""Requests and desks in further languages: as many sentences that must fire as that must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringtrue import Checker, Directory

CHECKER = Checker(Directory.from_rows([("acmewallet", "AcmeWallet", "domain", "acmewallet.com")]))
ASKED = [
    ("es", "Envíe su frase semilla de 12 palabras para desbloquear la cuenta"),
    ("es", "Confirme el código de verificación por WhatsApp"),
    ("es", "Transfiera su dinero a una cuenta segura"),
    ("pt", "Envie a frase de recuperação para liberar a carteira"),
    ("pt", "Confirme o código recebido por SMS no WhatsApp"),
    ("pt", "Compre um cartão-presente e envie os números"),
    ("ru", "Введите секретную фразу, чтобы разблокировать кошелёк"),
    ("ru", "Назовите код из СМС сотруднику"),
    ("ru", "Переведите деньги на безопасный счёт"),
    ("vi", "Nhập cụm từ khôi phục để mở khóa ví"),
    ("vi", "Vui lòng đọc mã OTP cho nhân viên"),
    ("vi", "Chuyển tiền vào tài khoản an toàn"),
    ("id", "Kirim frasa pemulihan Anda untuk membuka dompet"),
    ("id", "Sebutkan kode OTP kepada petugas kami"),
    ("id", "Beli kartu hadiah lalu kirim kodenya"),
    ("ja", "ウォレットを復元するためリカバリーフレーズを入力してください"),
    ("ja", "届いた認証コードを教えてください"),
    ("ja", "ギフトカードを購入して番号を送ってください"),
    ("ko", "지갑을 복구하려면 복구 구문을 입력하세요"),
    ("ko", "받으신 인증번호를 알려 주세요"),
    ("ko", "돈을 안전계좌로 이체하세요"),
    ("de", "Bitte senden Sie uns Ihre 12 Wörter, um das Konto zu entsperren"),
    ("de", "Nennen Sie unserem Mitarbeiter den Bestätigungscode"),
    ("de", "Kaufen Sie eine Geschenkkarte"),
    ("fr", "Saisissez votre phrase de récupération pour débloquer le compte"),
    ("fr", "Communiquez le code reçu à notre agent"),
    ("fr", "Achetez une carte cadeau"),
    ("tr", "Cüzdanınızı açmak için kurtarma ifadenizi girin"),
    ("tr", "Doğrulama kodunu bize söyleyin"),
    ("tr", "Paranızı güvenli hesaba aktarın"),
    ("hi", "वॉलेट खोलने के लिए अपना रिकवरी फ्रेज दर्ज करें"),
    ("hi", "हमें ओटीपी बताएं"),
    ("hi", "गिफ्ट कार्ड खरीदें"),
    ("th", "กรุณากรอกวลีกู้คืนเพื่อปลดล็อกกระเป๋า"),
    ("th", "กรุณาแจ้งรหัส OTP แก่เจ้าหน้าที่"),
    ("th", "ซื้อบัตรของขวัญ"),
]
NOT_ASKED = [
    ("es", "Nunca le pediremos su frase semilla"),
    ("es", "No comparta el código de verificación con nadie"),
    ("es", "La tienda abre a las nueve"),
    ("pt", "Nunca pedimos a sua frase de recuperação"),
    ("pt", "Não informe o código recebido por SMS"),
    ("pt", "A loja abre às nove"),
    ("ru", "Никогда не вводите секретную фразу на сайтах"),
    ("ru", "Не сообщайте никому код из СМС"),
    ("ru", "Магазин открывается в девять"),
    ("vi", "Không bao giờ nhập cụm từ khôi phục"),
    ("vi", "Đừng đọc mã OTP cho bất kỳ ai"),
    ("vi", "Cửa hàng mở cửa lúc chín giờ"),
    ("id", "Jangan pernah kirim frasa pemulihan"),
    ("id", "Jangan berikan kode OTP kepada siapa pun"),
    ("id", "Toko buka jam sembilan"),
    ("ja", "リカバリーフレーズを入力しないでください"),
    ("ja", "認証コードをお聞きすることはありません"),
    ("ja", "店は九時に開きます"),
    ("ko", "복구 구문을 입력하지 마세요"),
    ("ko", "인증번호를 절대 요구하지 않습니다"),
    ("ko", "가게는 아홉 시에 엽니다"),
    ("de", "Geben Sie niemals Ihre 12 Wörter ein"),
    ("de", "Wir fragen nie nach dem Bestätigungscode"),
    ("de", "Der Laden öffnet um neun"),
    ("fr", "Ne communiquez jamais votre phrase de récupération"),
    ("fr", "Nous ne demandons jamais le code reçu"),
    ("fr", "Le magasin ouvre à neuf heures"),
    ("tr", "Kurtarma ifadenizi asla girmeyin"),
    ("tr", "Doğrulama kodunu kimseyle paylaşmayın"),
    ("tr", "Dükkan dokuzda açılır"),
    ("hi", "अपना रिकवरी फ्रेज कभी साझा न करें"),
    ("hi", "ओटीपी किसी को न बताएं"),
    ("hi", "दुकान नौ बजे खुलती है"),
    ("th", "ห้ามบอกวลีกู้คืนแก่ใคร"),
    ("th", "อย่าแจ้งรหัส OTP กับใคร"),
    ("th", "ร้านเปิดเก้าโมง"),
]
DESKS = [
    ("es", "Soporte AcmeWallet: llame al +1 855 555 0142"),
    ("pt", "Central de atendimento AcmeWallet: ligue +1 855 555 0142"),
    ("ru", "Служба поддержки AcmeWallet: +1 855 555 0142"),
    ("vi", "Tổng đài AcmeWallet: +1 855 555 0142"),
    ("id", "Layanan pelanggan AcmeWallet: +1 855 555 0142"),
    ("ja", "AcmeWalletサポートセンター：+1 855 555 0142"),
    ("ko", "AcmeWallet 고객센터: +1 855 555 0142"),
    ("de", "AcmeWallet Kundenservice: +1 855 555 0142"),
    ("fr", "Service client AcmeWallet : +1 855 555 0142"),
    ("tr", "AcmeWallet müşteri hizmetleri: +1 855 555 0142"),
    ("hi", "AcmeWallet ग्राहक सेवा: +1 855 555 0142"),
    ("th", "ฝ่ายบริการลูกค้า AcmeWallet: +1 855 555 0142"),
]

SENTENCES = [
    line.split("\t")
    for line in Path(__file__).with_name("languages.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("lang", "asks", "text"), SENTENCES)
def test_a_sentence_asks_or_not(lang, asks, text):
    flags = CHECKER.scan(text).red_flags
    assert bool({f.severity for f in flags} & {"critical", "high"}) is (asks == "yes"), lang


@pytest.mark.parametrize(("lang", "text"), ASKED)
def test_a_request_is_read(lang, text):
    flags = CHECKER.scan(text).red_flags
    assert {f.severity for f in flags} & {"critical", "high"}, lang


@pytest.mark.parametrize(("lang", "text"), NOT_ASKED)
def test_a_warning_or_anything_else_is_no_request(lang, text):
    flags = CHECKER.scan(text).red_flags
    assert not {f.severity for f in flags} & {"critical", "high"}, lang


@pytest.mark.parametrize(("lang", "text"), DESKS)
def test_a_desk_speaks_for_its_brand(lang, text):
    assert [c.claim for c in CHECKER.scan(text).contacts] == ["acmewallet"], lang


@pytest.mark.parametrize("text", ["{0} 2026: {1}", "{1} {0}", "{0}. {1}"])
def test_a_name_without_a_desk_claims_nothing(text):
    said = text.format("Me gusta AcmeWallet", "mi tienda, +1 855 555 0142")
    assert {c.claim for c in CHECKER.scan(said).contacts} == {None}
